package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.config.Config.Issue;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Gives each key of the file one of the three answers: a section takes it; OpenClaw has it and nobody here reads it (a warning); nobody
 * knows it (an issue). What belongs to a section whose bundle is away is left alone. Sections may share a path or nest: a key is taken
 * when one of them takes it.
 */
final class Judge {
    /** Whatever stands below these is a plugin's, present or away. */
    static final List<KeyPath> PLUGINS = List.of(KeyPath.of("channels"), KeyPath.of("plugins.entries"));

    private final Source source;
    private final Collection<? extends Section<?>> sections;
    private final Set<KeyPath> remembered;
    private final KnownKeys known;
    private final List<Issue> issues = new ArrayList<>();
    private final List<Issue> warnings = new ArrayList<>();

    private Judge(Source source, Collection<? extends Section<?>> sections, Set<KeyPath> remembered, KnownKeys known) {
        this.source = source;
        this.sections = sections;
        this.remembered = remembered;
        this.known = known;
    }

    record Verdict(List<Issue> issues, List<Issue> warnings) {
        Verdict and(Verdict other) {
            return new Verdict(both(issues, other.issues), both(warnings, other.warnings));
        }

        private static List<Issue> both(List<Issue> one, List<Issue> other) {
            return Stream.concat(one.stream(), other.stream()).toList();
        }
    }

    /** @param remembered the paths of sections that were there before, present or not */
    static Verdict judge(Source source, Collection<? extends Section<?>> sections, Set<KeyPath> remembered, KnownKeys known) {
        Judge judge = new Judge(source, sections, remembered, known);
        judge.object(source.tree(), KeyPath.ROOT, judge.claims(KeyPath.ROOT));
        return new Verdict(List.copyOf(judge.issues), List.copyOf(judge.warnings));
    }

    private List<Type> claims(KeyPath path) {
        return sections.stream().filter(section -> section.path.equals(path)).map(section -> (Type) section.type).toList();
    }

    private void object(ObjectNode object, KeyPath at, List<Type> types) {
        object.properties().forEach(field -> key(at.child(field.getKey()), field.getValue(), types));
    }

    private void key(KeyPath path, JsonNode value, List<Type> around) {
        List<Type> types = new ArrayList<>(claims(path));
        around.forEach(type -> Shapes.child(type, path.last()).ifPresent(types::add));
        boolean onTheWay = sections.stream().anyMatch(section -> section.path.startsWith(path))
                || remembered.stream().anyMatch(away -> away.startsWith(path) && !away.equals(path))
                || PLUGINS.stream().anyMatch(parent -> parent.startsWith(path));
        if (!types.isEmpty() || onTheWay) {
            below(path, value, types);
        } else if (!away(path)) {
            unclaimed(path, value, around);
        }
    }

    private void below(KeyPath path, JsonNode value, List<Type> types) {
        if (types.stream().anyMatch(type -> Shapes.isOpen(Shapes.unwrap(type)))) {
            return;
        }
        if (value instanceof ObjectNode object) {
            object(object, path, types);
        } else if (value instanceof ArrayNode list) {
            for (int i = 0; i < list.size(); i++) {
                element(path.child(i), list.get(i), types);
            }
        }
    }

    private void element(KeyPath path, JsonNode value, List<Type> around) {
        List<Type> types = around.stream().flatMap(type -> Shapes.child(type, path.last()).stream()).toList();
        if (!types.isEmpty()) {
            below(path, value, types);
        }
    }

    private boolean away(KeyPath path) {
        if (remembered.stream().anyMatch(path::startsWith)) {
            warn(path, "belongs to a bundle that was here before and is away now; kept, unread");
            return true;
        }
        boolean plugins = PLUGINS.stream().anyMatch(parent -> !path.equals(parent) && path.startsWith(parent));
        if (plugins && known.meaning(path).isEmpty()) {
            warn(path, "no bundle here reads this; it is kept until \"" + path.last() + "\" is installed");
            return true;
        }
        return false;
    }

    private void unclaimed(KeyPath path, JsonNode value, List<Type> around) {
        if (path.parts().equals(List.of("$schema"))) {
            return;
        }
        var meaning = known.meaning(path);
        if (meaning.isPresent()) {
            warn(path, "is OpenClaw's and not built here; it would " + meaning.get());
        } else if (known.leadsOn(path) && value instanceof ObjectNode object) {
            object(object, path, List.of());
        } else {
            issues.add(source.issue(path, "is not a key of the configuration" + Words.hint(path.last(), siblings(path, around))));
        }
    }

    private Set<String> siblings(KeyPath path, List<Type> around) {
        KeyPath parent = path.parent();
        Set<String> keys = new LinkedHashSet<>();
        around.forEach(type -> keys.addAll(Shapes.keys(type)));
        sections.stream().map(section -> section.path)
                .filter(claimed -> claimed.startsWith(parent) && claimed.parts().size() > parent.parts().size())
                .forEach(claimed -> keys.add(claimed.parts().get(parent.parts().size())));
        keys.addAll(known.below(parent));
        return keys;
    }

    private void warn(KeyPath path, String message) {
        warnings.add(source.issue(path, message));
    }
}
