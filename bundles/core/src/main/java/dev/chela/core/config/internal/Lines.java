package dev.chela.core.config.internal;

import dev.chela.core.config.Config.Issue;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** Issues as one line of the log: {@code chela.json5:7: gateway.port must be …}. */
final class Lines {
    private static final int SHOWN = 5;

    private Lines() {}

    static String of(Path file, List<Issue> issues) {
        String shown = issues.stream().limit(SHOWN).map(issue -> of(file, issue)).collect(Collectors.joining(" | "));
        return issues.size() > SHOWN ? shown + " | and " + (issues.size() - SHOWN) + " more" : shown;
    }

    private static String of(Path file, Issue issue) {
        String place = issue.line() > 0 ? file.getFileName() + ":" + issue.line() : file.getFileName().toString();
        return place + ": " + (issue.path().isEmpty() ? "" : issue.path() + " ") + issue.message();
    }
}
