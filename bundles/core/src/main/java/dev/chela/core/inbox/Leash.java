package dev.chela.core.inbox;

import java.util.List;

/**
 * What a message says of its run's commands, in the protocol's words; empty texts for what the session says.
 *
 * @param security at most; what is stricter elsewhere holds
 * @param ask at least; what is stricter elsewhere holds
 * @param elevated whether they leave the sandbox, when whoever speaks may
 */
public record Leash(String security, String ask, String host, String elevated) {
    public static final Leash NONE = new Leash("", "", "", "");
    private static final List<String> SECURITY = List.of("deny", "allowlist", "full");
    private static final List<String> ASK = List.of("always", "on-miss", "off");

    /** What holds where both hold, of what confines and of nothing that loosens: for what somebody else does because of them. */
    public Leash tightened(Leash other) {
        String place = List.of(host, other.host).contains("sandbox") ? "sandbox" : "";
        return new Leash(stricter(SECURITY, security, other.security), stricter(ASK, ask, other.ask), place, "");
    }

    /** @param words the strictest first */
    private static String stricter(List<String> words, String one, String other) {
        return words.stream().filter(word -> word.equals(one) || word.equals(other)).findFirst().orElse("");
    }
}
