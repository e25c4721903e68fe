package dev.chela.core.approval;

import java.nio.file.FileSystems;
import java.util.List;
import java.util.regex.PatternSyntaxException;

/** The commands that people allowed for good, and the programs that they allowed at all. */
public interface Allowlist {
    /** Oldest first. */
    List<Rule> rules();

    /** Oldest first. */
    List<Pattern> patterns();

    /** In one commit. For what is taken back a person is asked again from then on. */
    void edit(Edit edit);

    record Edit(List<Rule> forgotten, List<Pattern> withdrawn, List<Pattern> added) {
        public boolean isEmpty() {
            return forgotten.isEmpty() && withdrawn.isEmpty() && added.isEmpty();
        }
    }

    /**
     * @param id of this rule; the same as long as there is the same
     * @param directory where it may run; empty for the agent's own
     * @param since milliseconds since 1970
     */
    record Rule(String id, String agent, String binding, String command, String directory, long since) {}

    /**
     * Programs that may run without a person's word.
     *
     * @param id of this pattern; the same as long as there is the same; empty for a new one
     * @param agent whose, or {@link #EVERYBODY}
     * @param program a glob: of the file, when it has a slash ({@code **} goes through directories, {@code ~/} is the home directory);
     *     else of a name that is looked for on the path
     * @param arguments a regular expression that is to be found in the arguments, joined by spaces; empty for any
     * @param since milliseconds since 1970
     */
    record Pattern(String id, String agent, String program, String arguments, long since) {
        public static final String EVERYBODY = "*";

        /** @throws IllegalArgumentException naming what is no pattern */
        public Pattern {
            if (program.isBlank() || program.indexOf('/') < 0 && program.chars().anyMatch(Character::isWhitespace)) {
                throw new IllegalArgumentException("'" + program + "' names no program: a name or a path, which may have wildcards;"
                        + " what its arguments have to be like is argPattern");
            }
            try {
                FileSystems.getDefault().getPathMatcher("glob:" + program);
                java.util.regex.Pattern.compile(arguments);
            } catch (PatternSyntaxException e) {
                throw new IllegalArgumentException("'" + e.getPattern() + "' is no pattern: " + e.getDescription(), e);
            }
        }

        public String glob() {
            return program.startsWith("~/") ? System.getProperty("user.home") + program.substring(1) : program;
        }
    }
}
