package dev.chela.cli.json;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Reads and writes {@link Json}. */
public final class JsonText {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonText() {}

    /** Reads strict JSON: the wire's, and what a caller typed. */
    public static Json parse(String text) throws MalformedJson {
        return parse(JSON, text);
    }

    /** Reads what Jackson knows of JSON5: comments, single quotes, bare names, trailing commas, signs and points in numbers. */
    public static Json parseJson5(String text) throws MalformedJson {
        JsonFactoryBuilder json5 = new JsonFactoryBuilder();
        for (JsonReadFeature feature : JsonReadFeature.values()) {
            if (feature != JsonReadFeature.ALLOW_MISSING_VALUES
                    && feature != JsonReadFeature.ALLOW_YAML_COMMENTS
                    && feature != JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS) {
                json5.enable(feature);
            }
        }
        return parse(json5.build(), text);
    }

    private static Json parse(JsonFactory factory, String text) throws MalformedJson {
        try (JsonParser in = factory.createParser(text)) {
            if (in.nextToken() == null) {
                throw new MalformedJson("it is empty", 1, 1);
            }
            Json value = Json.of(read(in));
            if (in.nextToken() != null) {
                throw new MalformedJson(
                        "more text after its end",
                        in.currentTokenLocation().getLineNr(),
                        in.currentTokenLocation().getColumnNr());
            }
            return value;
        } catch (JacksonException e) {
            throw new MalformedJson(
                    // Jackson says where the object began, and that it does not show its source; the place of the fault is enough.
                    e.getOriginalMessage().replaceAll(" \\(start marker at \\[Source:.*]\\)", ""),
                    e.getLocation().getLineNr(),
                    e.getLocation().getColumnNr());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object read(JsonParser in) throws IOException {
        switch (in.currentToken()) {
            case START_OBJECT:
                return readObject(in);
            case START_ARRAY:
                return readArray(in);
            case VALUE_NUMBER_INT:
                return in.getNumberValue();
            case VALUE_NUMBER_FLOAT:
                return in.getDecimalValue();
            case VALUE_TRUE:
                return true;
            case VALUE_FALSE:
                return false;
            case VALUE_NULL:
                return null;
            default:
                return in.getText();
        }
    }

    private static Map<String, Object> readObject(JsonParser in) throws IOException {
        Map<String, Object> fields = new LinkedHashMap<>();
        while (in.nextToken() != JsonToken.END_OBJECT) {
            String name = in.currentName();
            in.nextToken();
            fields.put(name, read(in));
        }
        return fields;
    }

    private static List<Object> readArray(JsonParser in) throws IOException {
        List<Object> items = new ArrayList<>();
        while (in.nextToken() != JsonToken.END_ARRAY) {
            items.add(read(in));
        }
        return items;
    }

    static String compact(Object value) {
        return write(value, false);
    }

    static String pretty(Object value) {
        return write(value, true);
    }

    private static String write(Object value, boolean indented) {
        StringWriter text = new StringWriter();
        try (JsonGenerator out = JSON.createGenerator(text)) {
            if (indented) {
                DefaultIndenter lines = new DefaultIndenter("  ", "\n");
                out.setPrettyPrinter(new DefaultPrettyPrinter()
                        .withObjectIndenter(lines)
                        .withArrayIndenter(lines));
            }
            write(out, value);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    private static void write(JsonGenerator out, Object value) throws IOException {
        if (value instanceof Json json) {
            out.writeRawValue(json.toString());
        } else if (value instanceof Map<?, ?> fields) {
            out.writeStartObject();
            for (Map.Entry<?, ?> field : fields.entrySet()) {
                out.writeFieldName((String) field.getKey());
                write(out, field.getValue());
            }
            out.writeEndObject();
        } else if (value instanceof Iterable<?> items) {
            out.writeStartArray();
            for (Object item : items) {
                write(out, item);
            }
            out.writeEndArray();
        } else {
            out.writePOJO(value);
        }
    }
}
