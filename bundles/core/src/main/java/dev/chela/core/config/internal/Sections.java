package dev.chela.core.config.internal;

import dev.chela.api.config.ConfigSection;
import dev.chela.api.fault.Defect;
import dev.chela.core.config.Config.Issue;
import dev.chela.core.secret.Redactor;
import dev.chela.core.secret.Secrets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** Everybody who claims a part of the configuration, in the order of arrival. Two may claim the same path, as during a swap. */
final class Sections {
    private final List<Section<?>> all = new CopyOnWriteArrayList<>();
    private final Secrets secrets;
    private final Redactor redactor;

    Sections(Secrets secrets, Redactor redactor) {
        this.secrets = secrets;
        this.redactor = redactor;
    }

    List<Section<?>> all() {
        return all;
    }

    Set<KeyPath> paths() {
        Set<KeyPath> paths = new LinkedHashSet<>();
        all.forEach(section -> paths.add(section.path));
        return paths;
    }

    void remove(Section<?> section) {
        all.remove(section);
    }

    boolean remove(ConfigSection<?> service) {
        return all.removeIf(section -> section instanceof Section.Guest<?> guest && guest.service == service);
    }

    /**
     * Takes a section in with what is in force; where that does not fit, with the last good values; else with the defaults.
     *
     * @throws Defect when a room of the core does not even take its own defaults
     */
    <T extends Record> void add(Section<T> section, Source force, Supplier<Optional<Source>> lastGood) {
        boolean taken = offered(section, force) || lastGood.get().filter(good -> offered(section, good)).isPresent();
        Source nothing = SourceReader.empty(false, "", List.of());
        if (!taken && !offered(section, nothing) && section instanceof Section.Own<?>) {
            throw new Defect("the record " + section.type.getName() + " for the configuration's section \"" + section.path
                    + "\" cannot be made without values: " + bind(section, nothing).issues() + section.fault());
        }
        all.add(section);
    }

    private <T extends Record> boolean offered(Section<T> section, Source source) {
        return bind(section, source).value().filter(section::offer).isPresent();
    }

    /** Offers each section its part of a source; one that cannot have it keeps what it has. */
    void offer(Source source) {
        all.forEach(section -> offer(section, source));
    }

    private <T extends Record> void offer(Section<T> section, Source source) {
        bind(section, source).value().ifPresent(values -> {
            if (section.values().filter(values::equals).isEmpty() || !section.fault().isEmpty()) {
                section.offer(values);
            }
        });
    }

    /** What of a source does not fit the sections. */
    List<Issue> problems(Source source) {
        List<Issue> issues = new ArrayList<>();
        all.forEach(section -> issues.addAll(bind(section, source).issues()));
        return issues;
    }

    List<Issue> problems(Section<?> section, Source source) {
        return bind(section, source).issues();
    }

    /** What sections did not take though it fitted. */
    List<Issue> faults(Source source) {
        return all.stream().filter(section -> !section.fault().isEmpty())
                .map(section -> source.issue(section.path, redactor.redact("was not applied: " + section.fault())))
                .toList();
    }

    private <T extends Record> Binder.Bound<T> bind(Section<T> section, Source source) {
        return Binder.bind(section.path, section.type, source, secrets, redactor);
    }
}
