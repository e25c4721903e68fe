package dev.chela.core.approval.internal;

import dev.chela.core.approval.internal.ShellText.Word;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Programs that only start another one, which then is the one to be judged. Pure. */
final class Wrappers {
    private static final Set<String> SHELLS = Set.of("sh", "bash", "dash", "zsh", "ksh");
    private static final Set<String> OTHERS = Set.of("env", "nice", "nohup", "timeout", "stdbuf", "setsid", "xargs", "sudo", "doas");

    private Wrappers() {}

    static boolean isOne(String program) {
        return SHELLS.contains(name(program)) || OTHERS.contains(name(program));
    }

    private static String name(String program) {
        return program.substring(program.lastIndexOf('/') + 1);
    }

    /** The command that a shell gets as text: {@code sh -c 'make test'}; empty for every other way to call one. */
    static Optional<String> script(List<Word> words) {
        boolean plain = words.size() == 3 && SHELLS.contains(name(words.get(0).text())) && words.get(1).text().equals("-c") && words.get(2).literal();
        return plain ? Optional.of(words.get(2).text()) : Optional.empty();
    }

    /** What the others start; empty when they are called in a way that is not understood. {@code xargs} takes its arguments from elsewhere, and {@code sudo} is more than a beginning. */
    static Optional<List<Word>> inner(List<Word> words) {
        int first = switch (name(words.get(0).text())) {
            case "nohup", "env", "setsid" -> 1;
            case "nice" -> text(words, 1).equals("-n") ? 3 : 1;
            case "timeout" -> text(words, 1).matches("\\d+(\\.\\d+)?[smhd]?") ? 2 : words.size();
            case "stdbuf" -> options(words, "-[ioe](0|L|\\d+[KM]?)");
            default -> words.size();
        };
        boolean clear = first < words.size() && !text(words, first).startsWith("-") && text(words, first).indexOf('=') < 0 && words.get(first).literal();
        return clear ? Optional.of(words.subList(first, words.size())) : Optional.empty();
    }

    private static int options(List<Word> words, String form) {
        int at = 1;
        while (at < words.size() && text(words, at).matches(form)) {
            at++;
        }
        return at;
    }

    private static String text(List<Word> words, int at) {
        return at < words.size() ? words.get(at).text() : "";
    }
}
