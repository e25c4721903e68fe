package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.id.AgentId;
import dev.chela.core.config.Config.Issue;
import dev.chela.core.config.internal.Document.Place;
import dev.chela.core.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the older spellings of the roster, {@code agents.list[]} and {@code agents.<id>}, as the one of today, {@code agents.entries.<id>}. Each
 * keeps the line that it was written on. What stands there already is not written over, and what names no agent stays where it is.
 */
final class OlderAgents {
    private static final KeyPath AGENTS = KeyPath.of("agents");
    private static final KeyPath ENTRIES = KeyPath.of("agents.entries");
    private static final String ID = "id";
    private static final Set<String> OTHERS = Set.of("defaults", "entries", "list", "ownership");

    private final Map<KeyPath, Place> places;
    private final List<Issue> notes = new ArrayList<>();

    private OlderAgents(Map<KeyPath, Place> places) {
        this.places = new HashMap<>(places);
    }

    /** @param notes what was read as something else */
    record Reading(Document document, List<Issue> notes) {}

    static Reading of(Document document) {
        OlderAgents older = new OlderAgents(document.places());
        ObjectNode tree = older.rewritten(document.tree());
        return new Reading(new Document(tree, Map.copyOf(older.places), document.issues()), List.copyOf(older.notes));
    }

    /** The same of a tree whose lines nobody wants to know. */
    static ObjectNode of(ObjectNode tree) {
        return new OlderAgents(Map.of()).rewritten(tree);
    }

    private ObjectNode rewritten(ObjectNode tree) {
        if (!(tree.get("agents") instanceof ObjectNode written) || written.has("entries") && !(written.get("entries") instanceof ObjectNode)) {
            return tree;
        }
        ObjectNode agents = written.deepCopy();
        ObjectNode entries = agents.get("entries") instanceof ObjectNode there ? there : Json.object();
        named(agents, entries);
        listed(agents, entries);
        if (!entries.isEmpty()) {
            agents.set("entries", entries);
        }
        ObjectNode whole = tree.deepCopy();
        whole.set("agents", agents);
        return whole;
    }

    /** A word that looks like one of the others is a slip of the pen, and no agent. */
    private void named(ObjectNode agents, ObjectNode entries) {
        List<String> ids = new ArrayList<>();
        agents.properties().forEach(field -> {
            if (field.getValue().isObject() && !OTHERS.contains(field.getKey()) && isId(field.getKey()) && Words.nearest(field.getKey(), OTHERS).isEmpty()) {
                ids.add(field.getKey());
            }
        });
        ids.forEach(id -> move(AGENTS.child(id), (ObjectNode) agents.remove(id), id, entries));
    }

    private void listed(ObjectNode agents, ObjectNode entries) {
        if (!(agents.get("list") instanceof ArrayNode list)) {
            return;
        }
        ArrayNode rest = Json.array();
        for (int i = 0; i < list.size(); i++) {
            KeyPath at = AGENTS.child("list").child(i);
            if (list.get(i) instanceof ObjectNode entry && isId(entry.path(ID).asText())) {
                move(at, entry.deepCopy().without(List.of(ID)), entry.path(ID).asText(), entries);
            } else {
                rest.add(list.get(i));
                note(at, "names no agent: it needs an \"id\" of small letters, digits, - and _");
            }
        }
        agents.remove("list");
        if (!rest.isEmpty()) {
            agents.set("list", rest);
        }
    }

    private void move(KeyPath from, ObjectNode entry, String id, ObjectNode entries) {
        KeyPath to = ENTRIES.child(id);
        note(from, entries.has(id) ? "is an older spelling of " + to + ", which is there as well; this one is not read"
                : "is an older spelling, and read as " + to + ": write it there");
        if (!entries.has(id)) {
            entries.set(id, entry);
            Map.copyOf(places).forEach((path, place) -> {
                if (path.startsWith(from)) {
                    places.put(moved(path, from, to), place);
                }
            });
        }
    }

    private static KeyPath moved(KeyPath path, KeyPath from, KeyPath to) {
        KeyPath at = to;
        for (String part : path.parts().subList(from.parts().size(), path.parts().size())) {
            at = at.child(part);
        }
        return at;
    }

    private static boolean isId(String id) {
        try {
            return new AgentId(id).value().equals(id);
        } catch (IllegalArgumentException noId) {
            return false;
        }
    }

    private void note(KeyPath at, String what) {
        Place place = places.getOrDefault(at, Place.UNKNOWN);
        notes.add(new Issue(at.toString(), place.file().isEmpty() ? what : what + " (" + place.file() + ")", place.line()));
    }
}
