package dev.chela.core.config.internal;

import dev.chela.api.config.ConfigSection;
import dev.chela.api.task.Clock;
import dev.chela.core.config.Config;
import dev.chela.core.config.ConfigChanged;
import dev.chela.core.config.ConfigFile;
import dev.chela.core.event.Events;
import dev.chela.core.home.Home;
import dev.chela.core.secret.Environment;
import dev.chela.core.secret.Redactor;
import dev.chela.core.secret.Secrets;
import dev.chela.core.task.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file, the one before it that was good, and what is in force. One lock guards all changes; it is held while sections take their
 * values, so {@code apply} must not wait for another thread.
 */
@Component(immediate = true, service = {Config.class, ConfigFile.class})
public final class FileConfig implements Config, ConfigFile {
    private static final Logger LOG = LoggerFactory.getLogger(FileConfig.class);

    private final Path file;
    private final Events events;
    private final Redactor redactor;
    private final SourceReader reader;
    private final Kept kept;
    private final Sections sections;
    private final KnownKeys known = KnownKeys.load();
    private final Digest digest = new Digest();
    private final Set<KeyPath> remembered;
    private final Scope scope = new Scope("config");
    private final @Nullable FileWatch watch;

    private Source disk;
    private Source force;
    private boolean settled;
    private volatile @Nullable Snapshot snapshot;

    @Activate
    public FileConfig(@Reference Home home, @Reference Environment environment, @Reference Secrets secrets,
            @Reference Redactor redactor, @Reference Events events, @Reference Clock clock) {
        this.file = environment.value("CHELA_CONFIG_PATH").map(Path::of).orElseGet(home::config).toAbsolutePath();
        this.events = events;
        this.redactor = redactor;
        this.reader = new SourceReader(file, environment);
        this.kept = new Kept(home);
        this.sections = new Sections(secrets, redactor);
        this.remembered = kept.claims();
        this.disk = reader.read();
        this.force = disk.issues().isEmpty() ? disk : lastGood().orElseGet(() -> SourceReader.empty(true, "", List.of()));
        reader.inForce(force);
        if (force != disk) {
            LOG.error("{}; {}", Lines.of(file, disk.issues()), force.text().isEmpty()
                    ? "no earlier one was ever accepted, so the defaults are in force"
                    : "the last good configuration, " + kept.lastGoodFile() + ", is in force");
        }
        this.watch = watch(clock, home.root().resolve(".env"));
        add(new Section.Own<>(KeyPath.of("env"), OwnKeys.Env.class, this::release));
        add(new Section.Own<>(KeyPath.of("secrets"), OwnKeys.Stores.class, this::release));
    }

    private @Nullable FileWatch watch(Clock clock, Path dotEnv) {
        try {
            FileWatch started = new FileWatch(Set.of(file, dotEnv), clock, scope, this::reload);
            started.alsoFiles(force.files());
            return started;
        } catch (IOException e) {
            LOG.warn("changes of {} will not be noticed until a restart: {}", file, e.toString());
            return null;
        }
    }

    @Deactivate
    public void close() throws IOException {
        if (watch != null) {
            watch.close();
        }
        scope.close();
    }

    @Override
    public <T extends Record> Live<T> section(String path, Class<T> type) {
        Section.Own<T> own = new Section.Own<>(KeyPath.of(path), type, this::release);
        add(own);
        return own;
    }

    @Reference(name = "sections", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bind(ConfigSection<?> section) {
        try {
            add(new Section.Guest<>(section));
        } catch (RuntimeException | LinkageError faulty) {
            LOG.error("the configuration section of {} is left out", section.getClass().getName(), faulty);
        }
    }

    public void unbind(ConfigSection<?> section) {
        synchronized (sections) {
            sections.remove(section);
            snapshot = null;
        }
    }

    private void release(Section<?> section) {
        synchronized (sections) {
            sections.remove(section);
            snapshot = null;
        }
    }

    private void add(Section<?> section) {
        ConfigChanged changed = null;
        synchronized (sections) {
            sections.add(section, force, this::lastGood);
            snapshot = null;
            tell(section);
            boolean fresh = remembered.add(section.path);
            if (settled) {
                remember(fresh);
                changed = force != disk && problems(disk).isEmpty() ? accept(disk) : null;
            }
        }
        publish(changed);
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

    @Override
    public void judge() {
        ConfigChanged changed = null;
        synchronized (sections) {
            settled = true;
            snapshot = null;
            remember(true);
            List<Issue> problems = problems(disk);
            if (problems.isEmpty()) {
                changed = accept(disk);
            } else if (force == disk) {
                changed = fallBack(problems);
            }
        }
        publish(changed);
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

    @Override
    public void reload() {
        ConfigChanged changed = null;
        synchronized (sections) {
            Source now = reader.read();
            if (now.sameAs(disk)) {
                reader.inForce(force);
                return;
            }
            disk = now.exists() ? now : SourceReader.empty(false, "", List.of(new Issue("", file.getFileName()
                    + " is gone; what it said stays in force until it is back or the gateway starts again", 0)));
            snapshot = null;
            List<Issue> problems = problems(disk);
            if (problems.isEmpty()) {
                changed = accept(disk);
                LOG.info("{} is read again and in force; changed: {}", file, changed == null ? "nothing" : changed.changedPaths());
            } else {
                reader.inForce(force);
                LOG.warn("{}; what was in force stays in force", Lines.of(file, problems));
            }
        }
        publish(changed);
    }

    private @Nullable ConfigChanged accept(Source source) {
        ConfigChanged changed = putInForce(source);
        List<Issue> faults = sections.faults(source);
        if (!faults.isEmpty()) {
            LOG.error("{}; their old values stay in force", Lines.of(file, faults));
        } else if (settled && source.exists()) {
            kept.lastGood(source.usesIncludes() ? dev.chela.core.json.Json.write(source.written()) : source.text());
        }
        return changed;
    }

    private @Nullable ConfigChanged putInForce(Source source) {
        List<String> paths = Differences.between(force.tree(), source.tree());
        force = source;
        snapshot = null;
        reader.inForce(force);
        sections.offer(force);
        if (watch != null) {
            watch.alsoFiles(force.files());
        }
        return paths.isEmpty() ? null : new ConfigChanged(file.toString(), digest.of(source.text()), paths);
    }

    private void publish(@Nullable ConfigChanged changed) {
        if (changed != null) {
            events.publish(changed);
        }
    }

    private Optional<Source> lastGood() {
        return kept.lastGood().map(text -> reader.of(kept.lastGoodFile().getFileName().toString(), text))
                .filter(source -> source.issues().isEmpty());
    }

    private void remember(boolean fresh) {
        if (fresh && !kept.claims().equals(remembered)) {
            kept.claims(remembered);
        }
    }

    /** Everything that keeps a source from being accepted. */
    private List<Issue> problems(Source source) {
        if (!source.issues().isEmpty()) {
            return source.issues();
        }
        Set<Issue> problems = new java.util.LinkedHashSet<>(sections.problems(source));
        if (settled) {
            problems.addAll(verdict(source).issues());
        }
        return List.copyOf(problems);
    }

    private Judge.Verdict verdict(Source source) {
        Set<KeyPath> away = new HashSet<>(remembered);
        away.removeAll(sections.paths());
        return Judge.judge(source, sections.all(), away, known);
    }

    @Override
    public Snapshot current() {
        Snapshot known = snapshot;
        return known == null ? fresh() : known;
    }

    private Snapshot fresh() {
        synchronized (sections) {
            List<Issue> issues = new ArrayList<>(problems(disk));
            issues.addAll(sections.faults(force));
            List<Issue> warnings = new ArrayList<>(disk.warnings());
            if (settled && disk.issues().isEmpty()) {
                warnings.addAll(verdict(disk).warnings());
            }
            String raw = Veil.veil(disk, sections.all(), redactor).text();
            Snapshot fresh = new Snapshot(file.toString(), disk.exists(), raw, Veil.veil(force, sections.all(), redactor).tree(),
                    disk == force && issues.isEmpty(), digest.of(disk.text()), List.copyOf(issues), List.copyOf(warnings));
            snapshot = fresh;
            return fresh;
        }
    }
}
