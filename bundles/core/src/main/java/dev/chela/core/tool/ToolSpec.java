package dev.chela.core.tool;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.tool.Effect;
import dev.chela.core.guest.Guest;

/**
 * A tool as a model and a catalogue see it.
 *
 * @param schema the JSON Schema of its arguments, an object
 * @param powers what its plugin's manifest declares
 */
public record ToolSpec(String name, String description, JsonNode schema, Effect effect, Guest guest, Powers powers) {}
