package dev.chela.core.schedule.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.fault.Permanent;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** An object of a job as people and programs write it. What does not fit is refused by its place. */
record Fields(JsonNode node, String at) {
    static Fields of(JsonNode node, String at) {
        if (!node.isObject()) {
            throw new Permanent("at " + at + ": must be an object");
        }
        return new Fields(node, at);
    }

    /** Refuses every other property. @param why what to say of those that are known elsewhere, by name */
    Fields only(Set<String> known, Map<String, String> why) {
        node.fieldNames().forEachRemaining(name -> {
            if (!known.contains(name) && !node.path(name).isNull()) {
                throw new Permanent("at " + at + "/" + name + ": " + why.getOrDefault(name, "is not a property here; there are: "
                        + String.join(", ", known.stream().sorted().toList())));
            }
        });
        return this;
    }

    boolean has(String name) {
        return node.hasNonNull(name);
    }

    Fields object(String name) {
        return of(node.path(name), at + "/" + name);
    }

    Optional<String> text(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        JsonNode value = node.path(name);
        if (!value.isTextual() && !value.isNumber() || value.asText().isBlank()) {
            throw new Permanent("at " + at + "/" + name + ": must be a text that is not empty");
        }
        return Optional.of(value.asText());
    }

    String required(String name) {
        return text(name).orElseThrow(() -> new Permanent("at " + at + "/" + name + ": is missing"));
    }

    boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (!node.path(name).isBoolean()) {
            throw new Permanent("at " + at + "/" + name + ": must be true or false");
        }
        return node.path(name).asBoolean();
    }

    Optional<Long> number(String name, long least) {
        if (!has(name)) {
            return Optional.empty();
        }
        JsonNode value = node.path(name);
        if (!value.isNumber() || value.asLong() < least) {
            throw new Permanent("at " + at + "/" + name + ": must be a number of at least " + least);
        }
        return Optional.of(value.asLong());
    }

    Optional<List<String>> texts(String name) {
        if (!has(name)) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode each : node.path(name)) {
            if (!each.isTextual()) {
                throw new Permanent("at " + at + "/" + name + ": must be a list of texts");
            }
            texts.add(each.asText());
        }
        return Optional.of(List.copyOf(texts));
    }

    Map<String, String> map(String name) {
        Map<String, String> map = new HashMap<>();
        node.path(name).properties().forEach(entry -> map.put(entry.getKey(), entry.getValue().asText()));
        return Map.copyOf(map);
    }

    /** One of these words. */
    String word(String name, String otherwise, List<String> words) {
        String word = text(name).orElse(otherwise);
        if (!words.contains(word)) {
            throw new Permanent("at " + at + "/" + name + ": must be one of " + String.join(", ", words) + ", not '" + word + "'");
        }
        return word;
    }
}
