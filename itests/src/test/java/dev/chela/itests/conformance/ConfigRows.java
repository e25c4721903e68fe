package dev.chela.itests.conformance;

import static dev.chela.itests.conformance.Row.row;

import java.util.List;

/** {@code config.*}: what was read is written back, so that the rows after these find the house as it was. */
final class ConfigRows {
    static final List<Row> ROWS = List.of(
            row("config.schema", "{}").answers("ConfigSchemaResponse"),
            row("config.schema.lookup", "{path: 'gateway'}").answers("ConfigSchemaLookupResult"),
            row("config.schema.lookup", "{path: 'gateway.auth.token'}").answers("ConfigSchemaLookupResult"),
            row("config.schema.lookup", "{path: 'agents.entries.*'}").answers("ConfigSchemaLookupResult"),
            row("config.get", "{}"),
            row("config.patch", "{raw: '{messages: {delivery: {inDoubt: \"hold\"}}}', baseHash: '<config.get/hash>'}"),
            row("config.get", "{}"),
            row("config.set", "{raw: '<config.get/sourceConfig>', baseHash: '<config.get/hash>'}"),
            row("config.get", "{}"),
            row("config.apply", "{raw: '<config.get/sourceConfig>', baseHash: '<config.get/hash>'}"));

    private ConfigRows() {}
}
