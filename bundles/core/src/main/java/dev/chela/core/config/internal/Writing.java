package dev.chela.core.config.internal;

import dev.chela.core.config.Config.Issue;
import dev.chela.core.config.ConfigChanged;
import dev.chela.core.config.ConfigEditor.Outcome;
import dev.chela.core.home.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** From a draft to the file: compared, tried, backed up, replaced, taken into force; or put back, when a section does not take it. */
final class Writing {
    private static final int BACKUPS = 5;

    private final Path file;
    private final Standing standing;
    private final Consumer<ConfigChanged> told;

    /** @param told of each change that came into force, in order */
    Writing(Path file, Standing standing, Consumer<ConfigChanged> told) {
        this.file = file;
        this.standing = standing;
        this.told = told;
    }

    Outcome write(Optional<String> base, Function<Source, Drafts.Draft> wish) {
        tell(standing.reload());
        Source before = standing.disk();
        if (base.filter(hash -> !hash.equals(standing.hash())).isPresent()) {
            return new Outcome.Outdated();
        }
        Drafts.Draft draft = wish.apply(before);
        if (!draft.issues().isEmpty()) {
            return refused(draft.issues());
        }
        if (draft.text().equals(before.text())) {
            return new Outcome.Written(standing.snapshot(), List.of());
        }
        List<Issue> problems = problems(draft);
        return problems.isEmpty() ? replaced(before, draft) : refused(problems);
    }

    private List<Issue> problems(Drafts.Draft draft) {
        if (draft.text().getBytes(StandardCharsets.UTF_8).length > SourceReader.LARGEST) {
            return List.of(new Issue("", "would have more than " + SourceReader.LARGEST + " bytes, which is not read", 0));
        }
        List<Issue> problems = new ArrayList<>();
        List<Issue> found = standing.tried(draft.text(), read -> draft.whole().filter(whole -> read.issues().isEmpty())
                .ifPresent(whole -> Differences.between(whole, read.written()).forEach(path -> problems.add(new Issue(path,
                        "is also said by a file that the configuration includes, which would show through; change it there", 0)))));
        problems.addAll(found);
        return problems;
    }

    private Outcome replaced(Source before, Drafts.Draft draft) {
        List<Issue> faultsBefore = standing.faults();
        put(before, draft.text());
        tell(standing.reload());
        List<Issue> faults = standing.faults().stream().filter(fault -> !faultsBefore.contains(fault)).toList();
        if (!faults.isEmpty()) {
            putBack(before);
            tell(standing.reload());
            return refused(faults);
        }
        return new Outcome.Written(standing.snapshot(), Differences.between(before.written(), standing.disk().written()));
    }

    private void put(Source before, String text) {
        if (before.exists()) {
            backUp();
        }
        PrivateFiles.write(Source.real(file), text);
    }

    private void putBack(Source before) {
        if (before.exists()) {
            PrivateFiles.write(Source.real(file), before.text());
            return;
        }
        try {
            Files.deleteIfExists(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + file + " again: " + e.getMessage(), e);
        }
    }

    private void backUp() {
        try {
            for (int i = BACKUPS - 1; i > 0; i--) {
                if (Files.exists(backup(i - 1))) {
                    Files.move(backup(i - 1), backup(i), StandardCopyOption.REPLACE_EXISTING);
                }
            }
            PrivateFiles.write(backup(0), Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot keep a copy of " + file + " before writing it: " + e.getMessage(), e);
        }
    }

    private Path backup(int number) {
        return file.resolveSibling(file.getFileName() + (number == 0 ? ".bak" : ".bak." + number));
    }

    private void tell(@Nullable ConfigChanged changed) {
        if (changed != null) {
            told.accept(changed);
        }
    }

    private static Outcome refused(List<Issue> issues) {
        return new Outcome.Refused("invalid config: " + issues.stream().limit(5)
                .map(issue -> (issue.path().isEmpty() ? "" : issue.path() + " ") + issue.message())
                .collect(java.util.stream.Collectors.joining("; ")), issues);
    }
}
