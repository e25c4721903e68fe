package dev.chela.itests.clients;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.conformance.PublishedSchema;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Wire;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Asks every method over a connection for each scope, with parameters that no method takes: whoever has the scope hears of the parameters,
 * everybody else that the scope is missing, and nothing happens either way.
 */
final class ScopeCheck {
    private static final String NO_PARAMS = "[1]";
    private static final List<String> SCOPES =
            List.of("", "operator.read", "operator.write", "operator.approvals", "operator.questions", "operator.pairing");

    private final PublishedSchema schema;
    private final List<String> troubles = new ArrayList<>();

    ScopeCheck(PublishedSchema schema) {
        this.schema = schema;
    }

    /** @return what is not as it is published */
    List<String> of(Gateway gateway, Collection<String> methods) {
        Map<String, Wire> byScope = new LinkedHashMap<>();
        try {
            SCOPES.forEach(scope -> byScope.put(scope, gateway.connectWith(scope)));
            methods.forEach(method -> byScope.forEach((scope, wire) -> check(method, scope, wire)));
        } finally {
            byScope.values().forEach(Wire::close);
        }
        return troubles;
    }

    private void check(String method, String scope, Wire wire) {
        String needed = schema.method(method).map(PublishedSchema.Method::scope).orElse("");
        if (needed.equals("dynamic") || needed.isEmpty() && !scope.isEmpty()) {
            return;
        }
        JsonNode error = wire.refused(method, NO_PARAMS);
        boolean forbidden = error.path("code").asText().equals("FORBIDDEN");
        if (forbidden == satisfies(scope, needed)) {
            troubles.add(method + " needs " + needed + ", and over a connection with [" + scope + "] it said " + error);
        } else if (forbidden && !error.at("/details/code").asText().equals("MISSING_SCOPE")
                || forbidden && !error.at("/details/missingScope").asText().contains(needed)) {
            troubles.add(method + " did not name the missing scope " + needed + ": " + error);
        }
    }

    private static boolean satisfies(String scope, String needed) {
        return scope.equals(needed) && !scope.isEmpty() || scope.equals("operator.write") && needed.equals("operator.read");
    }
}
