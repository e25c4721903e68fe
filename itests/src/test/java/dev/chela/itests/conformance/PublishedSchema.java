package dev.chela.itests.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code protocol.schema.json} of the npm package {@code @openclaw/gateway-protocol}; each of its definitions stands alone. */
public final class PublishedSchema {
    /** It has no definition of its own. */
    public static final String HEALTH = "HelloOk/properties/snapshot/properties/health";
    private static final String PACKAGE = "node_modules/@openclaw/gateway-protocol/protocol.schema.json";

    /** What OpenClaw says of a method. @param since the release that brought it @param scope the scope that it needs; {@code dynamic} when it asks itself */
    public record Method(String since, String scope) {}

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
    private final Map<String, Schema> compiled = new HashMap<>();
    private final JsonNode definitions;
    private final JsonNode methods;

    private PublishedSchema(JsonNode whole) {
        this.definitions = whole.path("definitions");
        this.methods = whole.path("methods");
    }

    /** As the profile {@code clients} has fetched it. */
    public static PublishedSchema installed() {
        try {
            return new PublishedSchema(new ObjectMapper().readTree(Path.of(System.getProperty("chela.clients"), PACKAGE).toFile()));
        } catch (IOException e) {
            throw new UncheckedIOException("build with -Pclients, which fetches OpenClaw's packages", e);
        }
    }

    /**
     * What is wrong with a value, one line each; empty when it fits.
     *
     * @param definition its name, or the path to a part of one
     */
    public List<String> violations(String definition, JsonNode value) {
        return compiled.computeIfAbsent(definition, this::compile).validate(value.toString(), InputFormat.JSON).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage()).toList();
    }

    private Schema compile(String definition) {
        return registry.getSchema(definition(definition).toString());
    }

    JsonNode definition(String definition) {
        JsonNode found = definitions.at("/" + definition);
        if (found.isMissingNode()) {
            throw new AssertionError("the published schema has no definition " + definition);
        }
        return found;
    }

    /** {@code sessions.list}: {@code SessionsListParams}; {@code agent.identity.get}: {@code AgentIdentityParams}. */
    public Optional<String> paramsOf(String method) {
        String name = named(method);
        return Stream.of(name, name.replaceFirst("Get$", "")).map(each -> each + "Params").filter(definitions::has).findFirst();
    }

    public Optional<String> paramsOf(Row row) {
        return row.takes().or(() -> paramsOf(row.method()));
    }

    /** {@code tools.catalog}: {@code ToolsCatalogResult}. */
    Optional<String> resultOf(String method) {
        String name = named(method);
        return Stream.of(name, name.replaceFirst("Get$", "")).map(each -> each + "Result").filter(definitions::has).findFirst();
    }

    /** {@code question.resolved}: {@code QuestionResolvedEvent}. */
    public Optional<String> payloadOf(String event) {
        return Optional.of(named(event) + "Event").filter(definitions::has);
    }

    private static String named(String dotted) {
        StringBuilder name = new StringBuilder();
        Stream.of(dotted.split("[.-]")).forEach(part -> name.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1)));
        return name.toString();
    }

    /** In the order of publication. */
    public List<String> methods() {
        List<String> names = new ArrayList<>();
        methods.fieldNames().forEachRemaining(names::add);
        return names;
    }

    public Optional<Method> method(String name) {
        return Optional.of(methods.path(name)).filter(JsonNode::isObject)
                .map(found -> new Method(found.path("since").asText(), found.path("scope").asText()));
    }
}
