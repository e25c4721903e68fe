package dev.chela.itests.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Spoils a frame: first as a tree, so that most of what comes out gets past the parser, and now and then as text. */
public final class Spoiler {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final int DEEP = 240;

    private final Random random;

    public Spoiler(Random random) {
        this.random = random;
    }

    /** @return a text that is a frame no more, or one that nobody would send, or, rarely, one that is right after all */
    public String spoil(ObjectNode frame) {
        for (int i = random.nextInt(3); i >= 0; i--) {
            spoilTree(frame);
        }
        return random.nextInt(4) == 0 ? sendable(spoilText(frame.toString())) : frame.toString();
    }

    /** Half of a pair of surrogates is no text, and cannot be sent as one. */
    private static String sendable(String text) {
        return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
    }

    private void spoilTree(ObjectNode frame) {
        List<JsonNode> inner = new ArrayList<>();
        collect(frame, inner);
        JsonNode chosen = inner.get(random.nextInt(inner.size()));
        if (chosen instanceof ArrayNode list) {
            spoilList(list);
        } else {
            spoilObject((ObjectNode) chosen);
        }
    }

    private static void collect(JsonNode node, List<JsonNode> inner) {
        if (node.isContainerNode()) {
            inner.add(node);
            node.forEach(child -> collect(child, inner));
        }
    }

    private void spoilObject(ObjectNode object) {
        List<String> names = new ArrayList<>();
        object.fieldNames().forEachRemaining(names::add);
        if (names.isEmpty() || random.nextInt(6) == 0) {
            object.set(word(), value());
            return;
        }
        String name = names.get(random.nextInt(names.size()));
        switch (random.nextInt(5)) {
            case 0 -> object.remove(name);
            case 1 -> object.set(name + "x", object.remove(name));
            case 2 -> object.set(name, object.get(names.get(random.nextInt(names.size()))).deepCopy());
            default -> object.set(name, value());
        }
    }

    private void spoilList(ArrayNode list) {
        if (list.isEmpty() || random.nextBoolean()) {
            list.add(value());
        } else {
            list.set(random.nextInt(list.size()), value());
        }
    }

    private JsonNode value() {
        return switch (random.nextInt(14)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2 -> JSON.numberNode(-1);
            case 3 -> JSON.numberNode(random.nextLong());
            case 4 -> JSON.numberNode(BigInteger.TEN.pow(30 + random.nextInt(300)));
            case 5 -> JSON.numberNode(random.nextDouble() * 1e300);
            case 6 -> JSON.textNode("");
            case 7 -> JSON.textNode("x".repeat(1 + random.nextInt(40_000)));
            case 8 -> JSON.textNode("../".repeat(9) + "etc/passwd");
            case 9 -> JSON.textNode("\u0000\u001b[2J\u202e\ud83e\udd9e\n");
            case 10 -> JSON.objectNode();
            case 11 -> JSON.arrayNode().add(JSON.arrayNode());
            case 12 -> deep();
            default -> JSON.textNode(word());
        };
    }

    private JsonNode deep() {
        JsonNode node = JSON.numberNode(1);
        for (int i = random.nextInt(DEEP); i > 0; i--) {
            node = random.nextBoolean() ? JSON.arrayNode().add(node) : JSON.objectNode().set("a", node);
        }
        return node;
    }

    /** What might mean something somewhere. */
    private String word() {
        List<String> words = List.of("main", "agent:main:main", "agent:nobody:main", "__proto__", "id", "key", "limit", "0", "true", "*", "req",
                "connect", "health", "chat.send", "sessions.list", "operator.admin", "node", "a/b", "%s", "${x}", "C:\\", "NaN");
        return words.get(random.nextInt(words.size()));
    }

    private String spoilText(String text) {
        int at = random.nextInt(text.length());
        return switch (random.nextInt(5)) {
            case 0 -> text.substring(0, at);
            case 1 -> text.substring(0, at) + (char) (32 + random.nextInt(95)) + text.substring(at + 1);
            case 2 -> text.substring(0, at) + "\u0007" + text.substring(at);
            case 3 -> text + text.substring(at);
            default -> text.substring(at) + text;
        };
    }
}
