package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.config.Config.Issue;
import dev.chela.core.config.Config.Snapshot;
import dev.chela.core.config.ConfigChanged;
import dev.chela.core.config.ForeignConfig.Read;
import dev.chela.core.config.ForeignConfig.Sifted;
import dev.chela.core.json.Json;
import dev.chela.core.secret.Redactor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The file as it was last read, the one before it that was good, and what is in force. Used by one thread at a time. */
final class Standing {
    private static final Logger LOG = LoggerFactory.getLogger(FileConfig.class);

    private final Path file;
    private final SourceReader reader;
    private final Sections sections;
    private final Kept kept;
    private final Redactor redactor;
    private final Verdicts verdicts;
    private final Digest digest = new Digest();
    private Consumer<Set<Path>> watched = files -> { };
    private Source disk;
    private Source force;

    Standing(Path file, SourceReader reader, Sections sections, Kept kept, Redactor redactor) {
        this.file = file;
        this.reader = reader;
        this.sections = sections;
        this.kept = kept;
        this.redactor = redactor;
        this.verdicts = new Verdicts(sections, kept);
        this.disk = reader.read();
        this.force = disk.issues().isEmpty() ? disk : lastGood().orElseGet(() -> SourceReader.empty(true, "", List.of()));
        reader.inForce(force);
        if (force != disk) {
            LOG.error("{}; {}", Lines.of(file, disk.issues()), force.text().isEmpty()
                    ? "no earlier one was ever accepted, so the defaults are in force"
                    : "the last good configuration, " + kept.lastGoodFile() + ", is in force");
        }
    }

    /** Who is told which files have a part in what is in force. */
    void watch(Consumer<Set<Path>> watcher) {
        watched = watcher;
        watched.accept(force.files());
    }

    Source disk() {
        return disk;
    }

    Verdicts verdicts() {
        return verdicts;
    }

    String hash() {
        return digest.of(disk.text());
    }

    /** A section joins; perhaps with it everything that the file says is known at last. */
    @Nullable ConfigChanged add(Section<?> section) {
        sections.add(section, force, this::lastGood);
        tell(section);
        verdicts.remember(section.path);
        return verdicts.settled() && force != disk && verdicts.problems(disk).isEmpty() ? accept() : null;
    }

    /** A plugin says which keys may stand below its own. What is in force stays, with a word about what does not belong. */
    void add(Vocabularies.Vocabulary words) {
        List<Issue> before = verdicts.problems(disk);
        verdicts.vocabularies().add(words);
        List<Issue> now = verdicts.problems(disk);
        if (force == disk && !now.isEmpty() && !now.equals(before)) {
            LOG.error("{}; the rest of the file is in force", Lines.of(file, now));
        }
    }

    private void tell(Section<?> section) {
        List<Issue> issues = sections.problems(section, force);
        if (!issues.isEmpty()) {
            LOG.error("{}; for \"{}\" the last good values are in force, or the defaults where there are none",
                    Lines.of(file, issues), section.path);
        } else if (!section.fault().isEmpty()) {
            LOG.error("the section \"{}\" was not applied: {}", section.path, redactor.redact(section.fault()));
        }
    }

    @Nullable ConfigChanged judge() {
        verdicts.settle();
        List<Issue> problems = verdicts.problems(disk);
        return problems.isEmpty() ? accept() : force == disk ? fallBack(problems) : null;
    }

    private @Nullable ConfigChanged fallBack(List<Issue> problems) {
        Optional<Source> good = lastGood().filter(source -> !source.written().equals(disk.written()));
        if (good.isEmpty()) {
            LOG.error("{}; the rest of the file is in force", Lines.of(file, problems));
            return null;
        }
        LOG.error("{}; the last good configuration, {}, is in force", Lines.of(file, problems), kept.lastGoodFile());
        return putInForce(good.get());
    }

    @Nullable ConfigChanged reload() {
        Source now = reader.read();
        if (now.sameAs(disk)) {
            reader.inForce(force);
            return null;
        }
        disk = now.exists() ? now : SourceReader.empty(false, "", List.of(new Issue("", file.getFileName()
                + " is gone; what it said stays in force until it is back or the gateway starts again", 0)));
        List<Issue> problems = verdicts.problems(disk);
        if (!problems.isEmpty()) {
            reader.inForce(force);
            LOG.warn("{}; what was in force stays in force", Lines.of(file, problems));
            return null;
        }
        ConfigChanged changed = accept();
        LOG.info("{} is read again and in force; changed: {}", file, changed == null ? "nothing" : changed.changedPaths());
        return changed;
    }

    /** What would be wrong with a text in the file's place; nothing changes. @param read gets the text as it would be read */
    List<Issue> tried(String text, Consumer<Source> read) {
        try {
            Source candidate = reader.of(file.getFileName().toString(), text);
            read.accept(candidate);
            return verdicts.problems(candidate);
        } finally {
            reader.inForce(force);
        }
    }

    /** What of another house's tree would be taken here; nothing changes. */
    Sifted sift(ObjectNode foreign) {
        try {
            return new Sieve(text -> reader.of(file.getFileName().toString(), text), verdicts).sift(foreign);
        } finally {
            reader.inForce(force);
        }
    }

    /** Another house's file; nothing changes. */
    Read foreign(SourceReader other) {
        try {
            Source source = other.read();
            return new Read(source.issues().isEmpty() ? source.written() : Json.object(), source.issues());
        } finally {
            reader.inForce(force);
        }
    }

    private @Nullable ConfigChanged accept() {
        Source source = disk;
        ConfigChanged changed = putInForce(source);
        List<Issue> faults = sections.faults(source);
        if (!faults.isEmpty()) {
            LOG.error("{}; their old values stay in force", Lines.of(file, faults));
        } else if (verdicts.settled() && source.exists()) {
            kept.lastGood(source.usesIncludes() ? Json.write(source.written()) : source.text());
        }
        return changed;
    }

    private @Nullable ConfigChanged putInForce(Source source) {
        List<String> paths = Differences.between(force.tree(), source.tree());
        force = source;
        reader.inForce(force);
        sections.offer(force);
        watched.accept(force.files());
        return paths.isEmpty() ? null : new ConfigChanged(file.toString(), digest.of(source.text()), paths);
    }

    private Optional<Source> lastGood() {
        return kept.lastGood().map(text -> reader.of(kept.lastGoodFile().getFileName().toString(), text))
                .filter(source -> source.issues().isEmpty());
    }

    /** What sections did not take though it fitted. */
    List<Issue> faults() {
        return sections.faults(force);
    }

    Snapshot snapshot() {
        List<Issue> issues = new ArrayList<>(verdicts.problems(disk));
        issues.addAll(faults());
        Veil.Veiled written = Veil.veil(disk, disk.written(), sections.all(), redactor);
        Veil.Veiled meant = Veil.veil(disk, disk.tree(), sections.all(), redactor);
        return new Snapshot(file.toString(), disk.exists(), meant.text(), written.tree(),
                Veil.veil(force, force.tree(), sections.all(), redactor).tree(), disk == force && issues.isEmpty(), hash(),
                List.copyOf(issues), verdicts.warnings(disk), included());
    }

    private List<String> included() {
        return disk.files().stream().map(Path::toString).filter(name -> !name.equals(Source.real(file).toString())).sorted().toList();
    }
}
