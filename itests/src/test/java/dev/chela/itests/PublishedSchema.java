package dev.chela.itests;

import com.fasterxml.jackson.databind.JsonNode;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** {@code protocol.schema.json} of the npm package {@code @openclaw/gateway-protocol}; each of its definitions stands alone. */
final class PublishedSchema {
    private static final String PACKAGE = "node_modules/@openclaw/gateway-protocol/protocol.schema.json";

    private final SchemaRegistry registry = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7);
    private final Map<String, Schema> compiled = new HashMap<>();
    private final JsonNode definitions;

    private PublishedSchema(JsonNode definitions) {
        this.definitions = definitions;
    }

    /** As the profile {@code clients} has fetched it. */
    static PublishedSchema installed() {
        try {
            return new PublishedSchema(Wire.JSON.readTree(Path.of(System.getProperty("chela.clients"), PACKAGE).toFile()).path("definitions"));
        } catch (IOException e) {
            throw new UncheckedIOException("build with -Pclients, which fetches OpenClaw's packages", e);
        }
    }

    /**
     * What is wrong with a value, one line each; empty when it fits.
     *
     * @param definition its name, or the path to a part of one
     */
    List<String> violations(String definition, JsonNode value) {
        return compiled.computeIfAbsent(definition, this::compile).validate(value.toString(), InputFormat.JSON).stream()
                .map(error -> error.getInstanceLocation() + " " + error.getMessage()).toList();
    }

    private Schema compile(String definition) {
        JsonNode found = definitions.at("/" + definition);
        if (found.isMissingNode()) {
            throw new AssertionError("the published schema has no definition " + definition);
        }
        return registry.getSchema(found.toString());
    }

    /** {@code sessions.list}: {@code SessionsListParams}; {@code agent.identity.get}: {@code AgentIdentityParams}. */
    Optional<String> paramsOf(String method) {
        StringBuilder name = new StringBuilder();
        Stream.of(method.split("[.-]")).forEach(part -> name.append(Character.toUpperCase(part.charAt(0))).append(part.substring(1)));
        return Stream.of(name.toString(), name.toString().replaceFirst("Get$", ""))
                .map(each -> each + "Params").filter(definitions::has).findFirst();
    }
}
