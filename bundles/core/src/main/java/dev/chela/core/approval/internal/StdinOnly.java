package dev.chela.core.approval.internal;

import dev.chela.core.approval.internal.ShellText.Word;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * How the safe programs may be called so that they read nothing but what is piped into them, and write nothing but their output. A call with
 * anything else in it may name a file. Pure.
 */
final class StdinOnly {
    private static final Map<String, Form> FORMS = Map.of(
            "cut", new Form("snz", "bcdf", Set.of("--complement", "--only-delimited", "--zero-terminated"), 0),
            "head", new Form("qvz", "cn", Set.of("--quiet", "--silent", "--verbose", "--zero-terminated"), 0),
            "tail", new Form("qvz", "cn", Set.of("--quiet", "--silent", "--verbose", "--zero-terminated"), 0),
            "tr", new Form("cCdst", "", Set.of("--complement", "--delete", "--squeeze-repeats", "--truncate-set1"), 2),
            "uniq", new Form("cdDiuz", "fsw", Set.of("--count", "--repeated", "--ignore-case", "--unique", "--zero-terminated"), 0),
            "wc", new Form("clmwL", "", Set.of("--bytes", "--chars", "--lines", "--words", "--max-line-length"), 0));

    private StdinOnly() {}

    /**
     * @param flags short options that stand alone
     * @param valued short options that a value follows
     * @param words how many arguments are no files
     */
    private record Form(String flags, String valued, Set<String> longs, int words) {
        private boolean fits(List<Word> arguments) {
            if (!arguments.stream().allMatch(Word::literal)) {
                return false;
            }
            int plain = 0;
            for (int i = 0; i < arguments.size(); i++) {
                String text = arguments.get(i).text();
                if (!text.startsWith("-") || text.equals("-")) {
                    plain++;
                } else if (text.length() == 2 && valued.indexOf(text.charAt(1)) >= 0) {
                    i++;
                } else if (!option(text)) {
                    return false;
                }
            }
            return plain <= words;
        }

        private boolean option(String text) {
            boolean value = valued.indexOf(text.charAt(1)) >= 0;
            boolean number = valued.indexOf('n') >= 0 && text.matches("-\\d+");
            boolean flagged = text.chars().skip(1).allMatch(c -> flags.indexOf(c) >= 0);
            return longs.contains(text) || value || number || flagged;
        }
    }

    static boolean fits(String program, List<Word> arguments) {
        return FORMS.containsKey(program) && FORMS.get(program).fits(arguments);
    }
}
