package dev.chela.core.webhook.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.core.json.Json;
import dev.chela.core.webhook.Webhooks.Call;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/** Reads what a call brings. Pure. */
final class Bodies {
    private static final String FORM = "application/x-www-form-urlencoded";

    private Bodies() {}

    /**
     * JSON, whatever its type is called, since {@code curl -d} calls everything a form; or a form, in which GitHub, unless told otherwise,
     * sends its JSON as the field {@code payload}.
     *
     * @throws Permanent when it is neither
     */
    static JsonNode read(Call call) {
        String text = new String(call.body(), StandardCharsets.UTF_8);
        boolean looksLikeJson = text.stripLeading().startsWith("{") || text.stripLeading().startsWith("[");
        if (!looksLikeJson && call.header("content-type").toLowerCase(Locale.ROOT).startsWith(FORM)) {
            JsonNode form = form(text);
            return form.size() == 1 && form.path("payload").asText().startsWith("{") ? Json.read(form.path("payload").asText()) : form;
        }
        return text.isBlank() ? Json.object() : Json.read(text);
    }

    private static JsonNode form(String text) {
        ObjectNode form = Json.object();
        for (String field : text.split("&")) {
            int sign = field.indexOf('=');
            if (sign > 0) {
                form.put(decoded(field.substring(0, sign)), decoded(field.substring(sign + 1)));
            }
        }
        return form;
    }

    private static String decoded(String text) {
        try {
            return URLDecoder.decode(text, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException malformed) {
            throw new Permanent("the form cannot be read: " + malformed.getMessage(), malformed);
        }
    }
}
