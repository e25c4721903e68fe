package dev.chela.testkit.model;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A model that embeds without having learned anything: the runs of three to five characters of each word, hashed into a few hundred
 * dimensions. Texts are near each other when their words look alike, so it finds what is inflected, compounded or mistyped; it knows no
 * synonym. The same text has the same vector everywhere.
 */
final class Embedding {
    static final int DIMENSIONS = 512;
    private static final int SHORTEST = 3;
    private static final int LONGEST = 5;

    private Embedding() {}

    /** OpenAI's answer, or Ollama's, by the path. */
    static ObjectNode answer(String path, JsonNode request) {
        List<String> texts = new ArrayList<>();
        JsonNode input = request.path("input");
        if (input.isTextual()) {
            texts.add(input.asText());
        }
        input.forEach(each -> texts.add(each.asText()));
        ObjectNode answer = Wire.object().put("model", request.path("model").asText());
        if (path.endsWith("/api/embed")) {
            ArrayNode all = answer.putArray("embeddings");
            texts.forEach(text -> put(all.addArray(), text));
            return answer;
        }
        ArrayNode data = answer.put("object", "list").putArray("data");
        for (int i = 0; i < texts.size(); i++) {
            put(data.addObject().put("object", "embedding").put("index", i).putArray("embedding"), texts.get(i));
        }
        answer.putObject("usage").put("prompt_tokens", 1).put("total_tokens", 1);
        return answer;
    }

    private static void put(ArrayNode into, String text) {
        for (float value : of(text)) {
            into.add(value);
        }
    }

    static float[] of(String text) {
        float[] vector = new float[DIMENSIONS];
        for (String word : text.toLowerCase(Locale.ROOT).split("[^\\p{L}\\p{N}]+")) {
            String whole = "<" + word + ">";
            for (int length = SHORTEST; length <= LONGEST; length++) {
                for (int from = 0; from + length <= whole.length(); from++) {
                    int hash = scattered(whole.substring(from, from + length).hashCode());
                    vector[(hash >>> 1) % DIMENSIONS] += (hash & 1) == 0 ? 1 : -1;
                }
            }
        }
        return unit(vector);
    }

    /** A string's own hash puts like strings side by side. */
    private static int scattered(int hash) {
        int mixed = (hash ^ (hash >>> 16)) * 0x85ebca6b;
        mixed = (mixed ^ (mixed >>> 13)) * 0xc2b2ae35;
        return mixed ^ (mixed >>> 16);
    }

    private static float[] unit(float[] vector) {
        double sum = 0;
        for (float value : vector) {
            sum += value * value;
        }
        float length = (float) Math.sqrt(sum);
        for (int i = 0; i < vector.length && length > 0; i++) {
            vector[i] /= length;
        }
        return vector;
    }
}
