package dev.chela.core.errand.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.errand.Errands.Errand;
import dev.chela.core.hash.Sha256;
import dev.chela.core.json.Json;
import java.util.Map;
import java.util.TreeMap;

/** Tells whether two errands are the same call, whatever the order in which a client writes an object's members. */
final class Digest {
    private Digest() {}

    static String of(Errand errand) {
        ArrayNode all = Json.array().add(errand.tool()).add(errand.whose().session().value()).add(errand.whose().agent().value())
                .add(String.valueOf(errand.whose().asker().voices()));
        return Sha256.hex(Json.write(all.add(sorted(Json.read(errand.arguments())))));
    }

    /** What stands in for the key where a short name is needed. */
    static String of(String key) {
        return Sha256.hex(key).substring(0, 32);
    }

    private static JsonNode sorted(JsonNode node) {
        if (node.isArray()) {
            ArrayNode array = Json.array();
            node.forEach(each -> array.add(sorted(each)));
            return array;
        }
        if (!node.isObject()) {
            return node;
        }
        Map<String, JsonNode> members = new TreeMap<>();
        node.properties().forEach(member -> members.put(member.getKey(), sorted(member.getValue())));
        ObjectNode object = Json.object();
        members.forEach(object::set);
        return object;
    }
}
