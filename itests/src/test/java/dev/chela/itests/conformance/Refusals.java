package dev.chela.itests.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * What a method must refuse: its valid call with each required property left out, with each property of a wrong type, and with a property
 * that nobody knows. All of it is read from the published definition of its parameters, and only what that definition refuses counts.
 */
public final class Refusals {
    /** A property that no method has. */
    public static final String UNKNOWN = "noSuchProperty";
    /** The likely slips first: a number as a string, a flag as a word, one item in place of a list. */
    private static final List<JsonNode> VALUES = List.of(Lenient.json("'7'"), Lenient.json("7"), Lenient.json("4.5"), Lenient.json("true"),
            Lenient.json("{}"), Lenient.json("[]"));
    private static final int EACH = 2;
    private static final JsonNode SOME = Lenient.json("100");
    private static final List<JsonNode> OUT_OF_RANGE = List.of(Lenient.json("-1"), Lenient.json("1000000000000000"));

    /** @param property what the refusal has to name; empty when the parameters as a whole are wrong */
    public record Refusal(String property, JsonNode params) {}

    private final PublishedSchema schema;

    public Refusals(PublishedSchema schema) {
        this.schema = schema;
    }

    /** @param valid the row's parameters, filled in */
    public List<Refusal> of(Row row, JsonNode valid) {
        Optional<String> definition = schema.paramsOf(row);
        List<Refusal> all = new ArrayList<>();
        all.add(new Refusal("", JsonNodeFactory.instance.arrayNode().add(1)));
        all.add(new Refusal(UNKNOWN, with(valid, UNKNOWN, VALUES.get(0))));
        // Where OpenClaw's gateway is ahead of its schema, the schema refuses even what is valid, and can tell nothing about the rest.
        definition.filter(name -> !refuses(name, valid)).ifPresent(name -> {
            JsonNode published = schema.definition(name);
            names(published, "required").forEach(each -> all.add(new Refusal(each, ((ObjectNode) valid.deepCopy()).without(each))));
            properties(published).forEach(each -> all.addAll(wrongTypes(name, each, valid)));
        });
        return all.stream().filter(each -> definition.isEmpty() || refuses(definition.get(), each.params())).distinct().toList();
    }

    private List<Refusal> wrongTypes(String definition, String property, JsonNode valid) {
        Stream<JsonNode> types = VALUES.stream().filter(value -> refuses(definition, with(valid, property, value))).limit(EACH);
        Stream<JsonNode> ranges = refuses(definition, with(valid, property, SOME)) ? Stream.empty() : OUT_OF_RANGE.stream();
        return Stream.of(Stream.of((JsonNode) JsonNodeFactory.instance.nullNode()), types, ranges).flatMap(values -> values)
                .map(value -> new Refusal(property, with(valid, property, value))).distinct().toList();
    }

    private boolean refuses(String definition, JsonNode params) {
        return !schema.violations(definition, params).isEmpty();
    }

    private static ObjectNode with(JsonNode valid, String property, JsonNode value) {
        return ((ObjectNode) valid.deepCopy()).set(property, value);
    }

    /** Every property that the published definition has, in whichever of its forms. */
    static Set<String> properties(JsonNode definition) {
        Set<String> names = new TreeSet<>();
        forms(definition).forEach(form -> form.path("properties").fieldNames().forEachRemaining(names::add));
        return names;
    }

    private static Set<String> names(JsonNode definition, String keyword) {
        Set<String> names = new TreeSet<>();
        forms(definition).forEach(form -> form.path(keyword).forEach(name -> names.add(name.asText())));
        return names;
    }

    private static Stream<JsonNode> forms(JsonNode definition) {
        Stream<JsonNode> inner = definition.has("anyOf")
                ? StreamSupport.stream(definition.path("anyOf").spliterator(), false).flatMap(Refusals::forms) : Stream.empty();
        return Stream.concat(Stream.of(definition), inner);
    }
}
