package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.config.ConfigSection;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.config.Config;
import dev.chela.core.config.ConfigChanged;
import dev.chela.core.config.ConfigEditor;
import dev.chela.core.config.ConfigFile;
import dev.chela.core.config.ConfigSchema;
import dev.chela.core.config.ForeignConfig;
import dev.chela.core.config.internal.Vocabularies.Vocabulary;
import dev.chela.core.event.Events;
import dev.chela.core.home.Home;
import dev.chela.core.secret.Environment;
import dev.chela.core.secret.Redactor;
import dev.chela.core.secret.Secrets;
import dev.chela.core.task.FileWatch;
import dev.chela.core.task.Scope;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
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
 * The door to {@link Standing}: sections come and go, the file changes, somebody writes. One lock guards all changes; it is held while
 * sections take their values, so {@code apply} must not wait for another thread. Changes are announced when it is released.
 */
@Component(immediate = true, service = {Config.class, ConfigFile.class, ConfigEditor.class, ConfigSchema.class, ForeignConfig.class})
public final class FileConfig implements Config, ConfigFile, ConfigEditor, ConfigSchema, ForeignConfig {
    private static final Logger LOG = LoggerFactory.getLogger(FileConfig.class);

    private final Path file;
    private final Environment environment;
    private final Events events;
    private final Sections sections;
    private final Standing standing;
    private final Scope scope = new Scope("config");
    private final @Nullable FileWatch watch;
    private volatile @Nullable Snapshot snapshot;

    @Activate
    public FileConfig(@Reference Home home, @Reference Environment environment, @Reference Secrets secrets,
            @Reference Redactor redactor, @Reference Events events, @Reference Clock clock) {
        this.file = environment.value("CHELA_CONFIG_PATH").map(Path::of).orElseGet(home::config).toAbsolutePath();
        this.environment = environment;
        this.events = events;
        this.sections = new Sections(secrets, redactor);
        this.standing = new Standing(file, new SourceReader(file, environment), sections, new Kept(home), redactor);
        this.watch = watch(clock, home.root().resolve(".env"));
        section("env", OwnKeys.Env.class);
        section("secrets", OwnKeys.Stores.class);
    }

    private @Nullable FileWatch watch(Clock clock, Path dotEnv) {
        try {
            FileWatch started = new FileWatch("config", Set.of(file, dotEnv), clock, scope, this::reload);
            standing.watch(started::alsoFiles);
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
        change(() -> standing.add(own));
        return own;
    }

    @Override
    public Registration vocabulary(String place, String like, Set<String> keys) {
        Vocabulary words = new Vocabulary(KeyPath.of(place), KeyPath.of(like), Set.copyOf(keys));
        synchronized (standing) {
            snapshot = null;
            standing.add(words);
        }
        return () -> forget(words);
    }

    private void forget(Vocabulary words) {
        synchronized (standing) {
            snapshot = null;
            standing.verdicts().vocabularies().remove(words);
        }
    }

    @Reference(name = "sections", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void bind(ConfigSection<?> section) {
        try {
            change(() -> standing.add(new Section.Guest<>(section)));
        } catch (RuntimeException | LinkageError faulty) {
            LOG.error("the configuration section of {} is left out", section.getClass().getName(), faulty);
        }
    }

    public void unbind(ConfigSection<?> section) {
        synchronized (standing) {
            sections.remove(section);
            snapshot = null;
        }
    }

    private void release(Section<?> section) {
        synchronized (standing) {
            sections.remove(section);
            snapshot = null;
        }
    }

    @Override
    public void judge() {
        change(standing::judge);
    }

    @Override
    public void reload() {
        change(standing::reload);
    }

    private void change(Supplier<@Nullable ConfigChanged> change) {
        ConfigChanged changed;
        synchronized (standing) {
            snapshot = null;
            changed = change.get();
        }
        if (changed != null) {
            events.publish(changed);
        }
    }

    @Override
    public Outcome set(String raw, Optional<String> base) {
        return write(base, now -> Drafts.set(raw, file.getFileName().toString(), now));
    }

    @Override
    public Outcome patch(String raw, List<String> replacePaths, Optional<String> base) {
        return write(base, now -> Drafts.patch(raw, file.getFileName().toString(), now, Set.copyOf(replacePaths)));
    }

    private Outcome write(Optional<String> base, Function<Source, Drafts.Draft> wish) {
        List<ConfigChanged> changes = new ArrayList<>();
        try {
            synchronized (standing) {
                snapshot = null;
                return new Writing(file, standing, changes::add).write(base, wish);
            }
        } finally {
            changes.forEach(events::publish);
        }
    }

    @Override
    public Read read(Path foreign) {
        synchronized (standing) {
            return standing.foreign(new SourceReader(foreign.toAbsolutePath(), environment));
        }
    }

    @Override
    public Sifted sift(ObjectNode foreign) {
        synchronized (standing) {
            return standing.sift(foreign);
        }
    }

    @Override
    public Described describe() {
        synchronized (standing) {
            return Description.of(sections.all(), standing.verdicts().known());
        }
    }

    @Override
    public Snapshot current() {
        Snapshot known = snapshot;
        if (known != null) {
            return known;
        }
        synchronized (standing) {
            Snapshot fresh = standing.snapshot();
            snapshot = fresh;
            return fresh;
        }
    }
}
