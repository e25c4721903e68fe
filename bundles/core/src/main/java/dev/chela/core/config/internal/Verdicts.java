package dev.chela.core.config.internal;

import dev.chela.core.config.Config.Issue;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What is wrong with a source: with its text, with its values for the sections that are there, and, once all are there, with its keys. */
final class Verdicts {
    private final KnownKeys known = KnownKeys.load();
    private final Sections sections;
    private final Kept kept;
    private final Vocabularies vocabularies = new Vocabularies();
    private final Set<KeyPath> remembered;
    private boolean settled;

    Verdicts(Sections sections, Kept kept) {
        this.sections = sections;
        this.kept = kept;
        this.remembered = kept.claims();
    }

    boolean settled() {
        return settled;
    }

    /** From now on a key that nobody claims is one that nobody knows. */
    void settle() {
        settled = true;
        keep();
    }

    /** A section came; its keys stay known when it goes. */
    void remember(KeyPath path) {
        if (remembered.add(path) && settled) {
            keep();
        }
    }

    private void keep() {
        if (!kept.claims().equals(remembered)) {
            kept.claims(remembered);
        }
    }

    /** Everything that keeps a source from being accepted. */
    List<Issue> problems(Source source) {
        if (!source.issues().isEmpty()) {
            return source.issues();
        }
        Set<Issue> problems = new LinkedHashSet<>(sections.problems(source));
        if (settled) {
            problems.addAll(verdict(source).issues());
        }
        return List.copyOf(problems);
    }

    List<Issue> warnings(Source source) {
        List<Issue> warnings = new ArrayList<>(source.warnings());
        if (settled && source.issues().isEmpty()) {
            warnings.addAll(verdict(source).warnings());
        }
        return List.copyOf(warnings);
    }

    Vocabularies vocabularies() {
        return vocabularies;
    }

    KnownKeys known() {
        return known;
    }

    private Judge.Verdict verdict(Source source) {
        Set<KeyPath> away = new HashSet<>(remembered);
        away.removeAll(sections.paths());
        return Judge.judge(source, sections.all(), away, known).and(vocabularies.judge(source, known));
    }
}
