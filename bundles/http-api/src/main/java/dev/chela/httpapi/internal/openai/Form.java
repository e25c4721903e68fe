package dev.chela.httpapi.internal.openai;

import dev.chela.core.json.Json;
import dev.chela.httpapi.internal.ApiRefusal;
import dev.chela.httpapi.internal.Fields;

/** The form that an answer is to have. It is told to the model; it cannot be forced. Pure. */
final class Form {
    private static final String OBJECT = "Answer with one JSON object and nothing around it, no code fence either.";

    private Form() {}

    /**
     * Empty for plain text.
     *
     * @param field of the request that holds the form
     * @param nested whether a schema stands in a field {@code json_schema} of its own, as chat completions have it
     */
    static String instruction(Fields request, String field, boolean nested) {
        if (!request.has(field)) {
            return "";
        }
        Fields form = request.object(field);
        String type = form.required("type");
        return switch (type) {
            case "text" -> "";
            case "json_object" -> OBJECT;
            case "json_schema" -> OBJECT + " It has to fit this JSON Schema: " + schema(nested ? form.object("json_schema") : form);
            default -> throw ApiRefusal.invalid(form.at("type"), "'" + type + "' must be text, json_object or json_schema");
        };
    }

    private static String schema(Fields holder) {
        if (!holder.has("schema")) {
            throw ApiRefusal.invalid(holder.at("schema"), "must be a JSON Schema");
        }
        return Json.write(holder.object("schema").node());
    }
}
