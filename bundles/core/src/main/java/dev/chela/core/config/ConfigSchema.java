package dev.chela.core.config;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Set;

/** What the configuration may say, by the records of the sections that are there now. */
public interface ConfigSchema {
    Described describe();

    /**
     * @param schema JSON Schema, draft 7
     * @param secrets dotted, {@code *} for any key or index
     * @param sections dotted, the paths at which a section takes changes while the gateway runs
     */
    record Described(ObjectNode schema, Set<String> secrets, Set<String> sections) {}
}
