package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.config.Config.Issue;
import dev.chela.core.config.internal.Document.Place;
import dev.chela.core.json.Json;
import java.io.IOException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Puts files in the place of {@code $include: "file"} or {@code $include: ["a", "b"]}, later ones over earlier ones, the keys beside it over
 * all. Files lie in the configuration's own directory or below; a link that leads out of it is refused.
 */
final class Includes {
    static final String KEY = "$include";
    private static final int DEEPEST = 10;
    private static final int LONGEST = 4096;

    private final Path main;
    private final String name;
    private final Set<Path> files = new LinkedHashSet<>();
    private final Deque<Path> open = new ArrayDeque<>();
    private final Map<KeyPath, Place> places = new HashMap<>();
    private final List<Issue> issues = new ArrayList<>();

    Includes(Path main, String name) {
        this.main = main;
        this.name = name;
        files.add(main);
        open.push(main);
    }

    Document resolve(Document document) {
        ObjectNode tree = expand(document, document.tree(), KeyPath.ROOT, KeyPath.ROOT);
        return new Document(tree, Map.copyOf(places), List.copyOf(issues));
    }

    Set<Path> files() {
        return Set.copyOf(files);
    }

    /** @param here the place in the document, @param at the place in the whole */
    private ObjectNode expand(Document document, ObjectNode from, KeyPath here, KeyPath at) {
        ObjectNode whole = Json.object();
        if (from.has(KEY)) {
            Place place = document.places().getOrDefault(here.child(KEY), Place.UNKNOWN);
            included(from.get(KEY), at, place).forEach(part -> merge(whole, part));
        }
        ObjectNode beside = Json.object();
        from.properties().stream().filter(field -> !field.getKey().equals(KEY)).forEach(field -> beside.set(field.getKey(),
                node(document, field.getValue(), here.child(field.getKey()), at.child(field.getKey()))));
        merge(whole, beside);
        return whole;
    }

    private JsonNode node(Document document, JsonNode from, KeyPath here, KeyPath at) {
        Place place = document.places().get(here);
        if (place != null) {
            places.put(at, place.file().equals(name) ? new Place("", place.line()) : place);
        }
        if (from instanceof ObjectNode object) {
            return expand(document, object, here, at);
        }
        if (from instanceof ArrayNode list) {
            ArrayNode to = Json.array();
            list.forEach(entry -> to.add(node(document, entry, here.child(to.size()), at.child(to.size()))));
            return to;
        }
        return from;
    }

    private List<ObjectNode> included(JsonNode wanted, KeyPath at, Place place) {
        List<ObjectNode> parts = new ArrayList<>();
        for (JsonNode one : wanted.isArray() ? wanted : Json.array().add(wanted)) {
            try {
                parts.add(load(one, at));
            } catch (IOException refused) {
                issues.add(new Issue(at.child(KEY).toString(), refused.getMessage(), place.line()));
            }
        }
        return parts;
    }

    private ObjectNode load(JsonNode wanted, KeyPath at) throws IOException {
        Path file = confined(wanted);
        if (open.contains(file)) {
            throw new IOException(wanted.textValue() + " includes itself");
        }
        if (open.size() > DEEPEST) {
            throw new IOException(wanted.textValue() + " is included more than " + DEEPEST + " levels deep");
        }
        files.add(file);
        open.push(file);
        try {
            Document document = Json5.parse(wanted.textValue(), SourceReader.text(file));
            issues.addAll(document.issues());
            return expand(document, document.tree(), KeyPath.ROOT, at);
        } finally {
            open.pop();
        }
    }

    private Path confined(JsonNode wanted) throws IOException {
        if (!wanted.isTextual() || wanted.textValue().isEmpty() || wanted.textValue().length() >= LONGEST) {
            throw new IOException("must be the name of a file, or a list of names");
        }
        Path file;
        try {
            file = open.peek().resolveSibling(wanted.textValue()).toRealPath();
        } catch (InvalidPathException | IOException missing) {
            throw new IOException(wanted.textValue() + " cannot be included: there is no such file beside "
                    + open.peek().getFileName(), missing);
        }
        if (!file.startsWith(main.getParent().toRealPath())) {
            throw new IOException(wanted.textValue() + " cannot be included: it lies outside the configuration's directory "
                    + main.getParent());
        }
        return file;
    }

    private static void merge(ObjectNode into, ObjectNode from) {
        from.properties().forEach(field -> {
            if (into.get(field.getKey()) instanceof ObjectNode below && field.getValue() instanceof ObjectNode above) {
                merge(below, above);
            } else {
                into.set(field.getKey(), field.getValue());
            }
        });
    }
}
