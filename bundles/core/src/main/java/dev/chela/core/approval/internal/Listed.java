package dev.chela.core.approval.internal;

import dev.chela.core.approval.Allowlist.Pattern;
import dev.chela.core.approval.Approvals.Plan;
import dev.chela.core.approval.SafeBins;
import dev.chela.core.approval.internal.ShellText.Segment;
import dev.chela.core.approval.internal.ShellText.Word;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Whether a command needs nobody's word: each program that it starts has to be allowed by itself, in whatever chain or pipe it stands.
 * A command that is not understood, or that brings its own variables, is allowed as a whole or not at all.
 */
final class Listed {
    private static final List<String> SYSTEM = List.of("/bin", "/usr/bin");
    private static final int LONGEST = 4096;

    /** The shell runs these itself, whatever lies on the path, and what follows may then be something else than it says. */
    private static final Set<String> BUILTINS = Set.of(".", ":", "alias", "bg", "builtin", "cd", "command", "declare", "enable", "eval", "exec",
            "export", "fc", "fg", "getopts", "hash", "let", "local", "popd", "printf", "pushd", "read", "readonly", "set", "shopt", "source",
            "test", "trap", "type", "typeset", "ulimit", "umask", "unalias", "unset", "wait");

    private final ApprovalRows rows;
    private final SafeBins safe;
    private final Plan plan;
    private final Path directory;
    private final List<String> pathPrepend;
    private final List<Pattern> patterns;

    Listed(ApprovalRows rows, SafeBins safe, Plan plan, List<String> pathPrepend) {
        this.rows = rows;
        this.safe = safe;
        this.plan = plan;
        this.directory = Commands.directory(plan);
        this.pathPrepend = pathPrepend;
        this.patterns = rows.patterns().stream().filter(each -> each.agent().equals(plan.agent()) || each.agent().equals(Pattern.EVERYBODY)).toList();
    }

    boolean covers(String command) {
        return rows.isAllowedAlways(plan.agent(), Commands.binding(plan, command)) || !Commands.bringsVariables(plan) && inParts(command);
    }

    private boolean inParts(String command) {
        return ShellText.read(command).map(parts -> parts.stream().allMatch(this::passes)).orElse(false);
    }

    /** What was allowed by itself was allowed with nothing to read: at the end of a pipe it may be quite another thing. */
    private boolean passes(Segment segment) {
        return !segment.piped() && rows.isAllowedAlways(plan.agent(), Commands.binding(plan, segment.text())) || passes(segment.words());
    }

    private boolean passes(List<Word> words) {
        String program = words.get(0).text();
        if (Wrappers.isOne(program)) {
            return file(program).filter(file -> isTrusted(file, SYSTEM)).isPresent() && (Wrappers.script(words).map(this::inParts)
                    .orElseGet(() -> Wrappers.inner(words).map(this::passes).orElse(false)));
        }
        Optional<Path> file = BUILTINS.contains(program) ? Optional.empty() : file(program);
        return file.isPresent() && (isSafe(program, file.get(), words) || patterns.stream().anyMatch(each -> fits(each, program, file.get(), words)));
    }

    private Optional<Path> file(String program) {
        return Programs.of(program, directory, pathPrepend);
    }

    private boolean isSafe(String program, Path file, List<Word> words) {
        return List.copyOf(safe.safeBins()).contains(program) && isTrusted(file, Stream.concat(SYSTEM.stream(), safe.safeBinTrustedDirs().stream()).toList())
                && StdinOnly.fits(program, words.subList(1, words.size()));
    }

    private static boolean isTrusted(Path file, List<String> places) {
        return places.stream().anyMatch(place -> Path.of(place).equals(file.getParent()));
    }

    private static boolean fits(Pattern pattern, String program, Path file, List<Word> words) {
        boolean named = pattern.program().indexOf('/') < 0;
        Path shown = named ? Path.of(program) : file;
        return !(named && program.indexOf('/') >= 0)
                && FileSystems.getDefault().getPathMatcher("glob:" + pattern.glob()).matches(shown)
                && (pattern.arguments().isEmpty() || fits(pattern.arguments(), words.subList(1, words.size())));
    }

    private static boolean fits(String expression, List<Word> arguments) {
        String all = arguments.stream().map(Word::text).collect(Collectors.joining(" "));
        return arguments.stream().allMatch(Word::literal) && all.length() <= LONGEST && java.util.regex.Pattern.compile(expression).matcher(all).find();
    }
}
