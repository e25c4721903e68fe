package dev.chela.core.config.internal;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Defect;
import dev.chela.core.config.Config.Issue;
import dev.chela.core.config.internal.Document.Place;
import dev.chela.core.json.Json;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Reads JSON5 with Jackson's lenient reader, keeping the line of each key. Of JSON5 (json5.org, 1.0.0) Jackson lacks hexadecimal
 * numbers, line continuations and a few escapes: {@link Json5Spelling} respells these first. No JSON5 library on Maven Central
 * tells where a token stood, which is what a person with a typing error needs most.
 */
final class Json5 {
    private static final int DEEPEST = 64;
    private static final JsonFactory READER = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
            .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
            .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
            .enable(JsonReadFeature.ALLOW_UNQUOTED_FIELD_NAMES)
            .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
            .enable(JsonReadFeature.ALLOW_LEADING_PLUS_SIGN_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_LEADING_DECIMAL_POINT_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_TRAILING_DECIMAL_POINT_FOR_NUMBERS)
            .enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS)
            .enable(JsonReadFeature.ALLOW_BACKSLASH_ESCAPING_ANY_CHARACTER)
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .build();

    private final String file;
    private final JsonParser parser;
    private final Map<KeyPath, Place> places = new HashMap<>();
    private final List<Issue> issues = new ArrayList<>();

    private Json5(String file, JsonParser parser) {
        this.file = file;
        this.parser = parser;
    }

    /** @param file its name in issues and places */
    static Document parse(String file, String text) {
        String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (body.indexOf('\0') >= 0) {
            return unread(file, "is not a text file", 0);
        }
        try (JsonParser parser = READER.createParser(Json5Spelling.respell(body))) {
            return new Json5(file, parser).document();
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 0 : e.getLocation().getLineNr();
            return unread(file, "is not JSON5: " + e.getOriginalMessage(), line);
        } catch (IOException e) {
            throw new Defect("a text in memory could not be read", e);
        }
    }

    private static Document unread(String file, String why, int line) {
        return new Document(Json.object(), Map.of(), List.of(new Issue("", file + " " + why, line)));
    }

    private Document document() throws IOException {
        JsonToken first = parser.nextToken();
        if (first == null) {
            return unread(file, "is empty; write at least {}", 0);
        }
        if (first != JsonToken.START_OBJECT) {
            return unread(file, "must hold one object, { … }", line());
        }
        ObjectNode tree = object(KeyPath.ROOT);
        if (parser.nextToken() != null) {
            return unread(file, "goes on after its object has ended", line());
        }
        return issues.isEmpty()
                ? new Document(tree, Map.copyOf(places), List.of())
                : new Document(Json.object(), Map.of(), List.copyOf(issues));
    }

    private ObjectNode object(KeyPath at) throws IOException {
        ObjectNode object = Json.object();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String key = parser.currentName();
            KeyPath path = at.child(key);
            Place earlier = places.put(path, new Place(file, line()));
            if (earlier != null) {
                issues.add(new Issue(path.toString(), "is written twice, first in line " + earlier.line()
                        + "; keep one of them", line()));
            }
            parser.nextToken();
            object.set(key, value(path));
        }
        return object;
    }

    private ArrayNode array(KeyPath at) throws IOException {
        ArrayNode array = Json.array();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            KeyPath path = at.child(array.size());
            places.put(path, new Place(file, line()));
            array.add(value(path));
        }
        return array;
    }

    private JsonNode value(KeyPath at) throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (parser.currentToken()) {
            case START_OBJECT -> object(at);
            case START_ARRAY -> array(at);
            case VALUE_STRING -> nodes.textNode(parser.getText());
            case VALUE_TRUE -> nodes.booleanNode(true);
            case VALUE_FALSE -> nodes.booleanNode(false);
            case VALUE_NUMBER_INT -> integer();
            case VALUE_NUMBER_FLOAT -> nodes.numberNode(parser.getDoubleValue());
            default -> nodes.nullNode();
        };
    }

    private JsonNode integer() throws IOException {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        return switch (parser.getNumberType()) {
            case INT -> nodes.numberNode(parser.getIntValue());
            case LONG -> nodes.numberNode(parser.getLongValue());
            default -> nodes.numberNode(parser.getBigIntegerValue());
        };
    }

    private int line() {
        return parser.currentTokenLocation().getLineNr();
    }
}
