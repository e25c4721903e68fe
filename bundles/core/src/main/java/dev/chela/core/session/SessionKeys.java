package dev.chela.core.session;

import dev.chela.api.fault.Permanent;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.hash.Sha256;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The grammar of session keys, {@code docs/architecture.md} section 4, and the file names made of them. Pure. */
public final class SessionKeys {
    private static final int LONGEST_KEY = 512;
    private static final int LONGEST_FILE_NAME = 120;
    private static final Map<String, String> SYNONYMS =
            Map.of("direct", "peer", "dm", "peer", "group", "channel", "room", "channel");
    private static final Set<String> UNSCOPED = Set.of("main", "cron", "hook", "subagent", "explicit", "dashboard");

    private static final Pattern ENCODED = Pattern.compile("%([0-9a-f]{2})");

    private SessionKeys() {}

    public static SessionKey main(AgentId agent) {
        return new SessionKey("agent:" + agent + ":main");
    }

    /**
     * What a client means by a key: lower-cased, synonyms replaced; {@code main} and bare keys belong to the given agent.
     *
     * @throws Permanent when it cannot be a key; the message says why
     */
    public static SessionKey read(String text, AgentId owner) {
        String key = text.strip().toLowerCase(Locale.ROOT);
        if (key.isEmpty() || key.length() > LONGEST_KEY) {
            throw new Permanent("a session key has 1 to " + LONGEST_KEY + " characters; this one has " + key.length());
        }
        if (key.chars().anyMatch(c -> c < ' ' || c == 127)) {
            throw new Permanent("session key '" + printable(key) + "' contains a control character");
        }
        String full = key.startsWith("agent:") ? key : "agent:" + owner + ":" + key;
        try {
            SessionKey parsed = new SessionKey(full);
            return new SessionKey("agent:" + parsed.agent() + ":" + canonical(parsed.rest()));
        } catch (IllegalArgumentException malformed) {
            throw new Permanent(malformed.getMessage(), malformed);
        }
    }

    /** Only the kind of place is a synonym, never a name or an id that happens to read the same. */
    private static String canonical(String rest) {
        String[] parts = rest.split(":", -1);
        int kind = kindAt(parts);
        if (kind < parts.length) {
            parts[kind] = SYNONYMS.getOrDefault(parts[kind], parts[kind]);
        }
        return String.join(":", parts);
    }

    /** Where the kind stands: {@code peer:P}, {@code CHANNEL:peer:P}, {@code CHANNEL:ACCOUNT:peer:P}; past the end when nowhere. */
    private static int kindAt(String[] parts) {
        if (parts.length < 2 || UNSCOPED.contains(parts[0])) {
            return parts.length;
        }
        if (parts.length == 2) {
            return 0;
        }
        return parts.length == 4 && SYNONYMS.getOrDefault(parts[2], parts[2]).equals("peer") ? 2 : 1;
    }

    /**
     * The place of a conversation over a channel. Ids are as the platform has them, in lower case.
     *
     * @param channel empty where a person has one session over all channels
     * @param account empty where all accounts of a channel share it
     * @param room whether it is a group or a channel, and not a person
     * @param thread in a room; empty for none
     * @param topic whether the thread is called a topic
     */
    public record Scope(String channel, String account, boolean room, String id, String thread, boolean topic) {
        public static Scope person(String channel, String account, String id) {
            return new Scope(channel, account, false, id, "", false);
        }

        public static Scope room(String channel, String id, String thread) {
            return new Scope(channel, "", true, id, thread, false);
        }

        public SessionKey key(AgentId agent) {
            StringBuilder key = new StringBuilder("agent:").append(agent);
            for (String part : List.of(channel, account)) {
                key.append(part.isEmpty() ? "" : ":" + part(part));
            }
            key.append(room ? ":channel:" : ":peer:").append(part(id));
            key.append(thread.isEmpty() ? "" : (topic ? ":topic:" : ":thread:") + part(thread));
            return new SessionKey(key.toString());
        }
    }

    /** What {@link Scope#key} was made of; empty for a key that is none of a conversation over a channel. */
    public static Optional<Scope> scope(SessionKey key) {
        String[] parts = key.rest().split(":", -1);
        int kind = kindAt(parts);
        boolean room = kind < parts.length && parts[kind].equals("channel") && kind == 1;
        boolean threaded = room && parts.length == 5 && (parts[3].equals("thread") || parts[3].equals("topic"));
        if (room && (parts.length == 3 || threaded)) {
            return Optional.of(new Scope(raw(parts[0]), "", true, raw(parts[2]), threaded ? raw(parts[4]) : "", threaded && parts[3].equals("topic")));
        }
        boolean person = kind == parts.length - 2 && parts[kind].equals("peer");
        return person ? Optional.of(Scope.person(kind > 0 ? raw(parts[0]) : "", kind > 1 ? raw(parts[1]) : "", raw(parts[kind + 1])))
                : Optional.empty();
    }

    private static String raw(String part) {
        return ENCODED.matcher(part).replaceAll(hex -> Matcher.quoteReplacement(String.valueOf((char) Integer.parseInt(hex.group(1), 16))));
    }

    /** Whether another conversation set it to work. */
    public static boolean isSpawned(SessionKey key) {
        return key.rest().startsWith("subagent:");
    }

    /** One part of a key: lower case, with what would break the grammar percent-encoded. */
    public static String part(String raw) {
        StringBuilder out = new StringBuilder();
        for (char c : raw.strip().toLowerCase(Locale.ROOT).toCharArray()) {
            if (c == ':' || c == '%' || c < ' ' || c == 127) {
                out.append(String.format("%%%02x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.toString();
    }

    /** The name of the session's files, without an ending: safe on every file system, unique per key. */
    public static String fileName(SessionKey key) {
        StringBuilder out = new StringBuilder();
        for (byte b : key.rest().getBytes(StandardCharsets.UTF_8)) {
            char c = (char) (b & 0xff);
            if (c == ':') {
                out.append('~');
            } else if (c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '.' || c == '_' || c == '-') {
                out.append(c);
            } else {
                out.append(String.format("%%%02x", (int) c));
            }
        }
        if (out.length() <= LONGEST_FILE_NAME) {
            return out.toString();
        }
        return out.substring(0, LONGEST_FILE_NAME) + Sha256.hex(key.value(), 4);
    }

    private static String printable(String text) {
        return text.replaceAll("[\\p{Cntrl}]", "?");
    }
}
