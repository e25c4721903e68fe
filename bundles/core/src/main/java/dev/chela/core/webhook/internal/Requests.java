package dev.chela.core.webhook.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.fault.Permanent;
import dev.chela.core.webhook.internal.Wish.Author;
import dev.chela.core.webhook.internal.Wish.Deliver;
import dev.chela.core.webhook.internal.Wish.Place;
import dev.chela.core.webhook.internal.Wish.Way;
import java.time.Duration;
import java.util.Optional;

/** Reads the bodies of {@code wake} and {@code agent}. Pure. */
final class Requests {
    private static final long LONGEST_SECONDS = 86_400;

    private final JsonNode body;

    /** @throws Permanent when it is no object */
    Requests(JsonNode body) {
        if (!body.isObject()) {
            throw new Permanent("the body must be a JSON object");
        }
        this.body = body;
    }

    /** @throws Permanent naming what is wrong */
    Wish.Wake wake() {
        String mode = text("mode").isEmpty() ? "now" : text("mode");
        if (!mode.equals("now") && !mode.equals("next-heartbeat")) {
            throw new Permanent("mode must be now or next-heartbeat");
        }
        return new Wish.Wake(required("text"), mode.equals("now"), place());
    }

    /** @throws Permanent naming what is wrong */
    Wish.Turn agent() {
        refuse("waitForCompletion", "an answer comes as soon as the message is kept; to wait for what the agent says, POST to /v1/responses");
        if (text("wakeMode").equals("next-heartbeat")) {
            throw new Permanent("wakeMode next-heartbeat is for wake: an agent's turn begins at once");
        }
        if (text("sessionMode").equals("persistent") == text("sessionKey").isEmpty() && !text("sessionMode").isEmpty()) {
            throw new Permanent("sessionMode persistent needs sessionKey, and isolated allows none");
        }
        String name = text("name").isEmpty() ? "Hook" : text("name");
        String message = Wording.wrapped(Wording.head("agent", name), "a program that called /agent", required("message"));
        return new Wish.Turn(message, place(), way(), text("model"), text("thinking"), timeout());
    }

    private Place place() {
        return new Place(text("agentId"), text("sessionKey"), Author.CALLER);
    }

    private Way way() {
        JsonNode deliver = body.path("deliver");
        if (!deliver.isMissingNode() && !deliver.isNull() && !deliver.isBoolean()) {
            throw new Permanent("deliver must be true or false");
        }
        Deliver wanted = !deliver.isBoolean() ? Deliver.WHERE_KNOWN : deliver.asBoolean() ? Deliver.YES : Deliver.NO;
        return new Way(wanted, text("channel"), text("to"), text("accountId"));
    }

    private Optional<Duration> timeout() {
        JsonNode seconds = body.path("timeoutSeconds");
        if (seconds.isMissingNode() || seconds.isNull()) {
            return Optional.empty();
        }
        if (!seconds.canConvertToLong() || seconds.asLong() < 0 || seconds.asLong() > LONGEST_SECONDS) {
            throw new Permanent("timeoutSeconds must be a number from 0 to " + LONGEST_SECONDS);
        }
        return Optional.of(Duration.ofSeconds(seconds.asLong()));
    }

    private void refuse(String field, String instead) {
        JsonNode value = body.path(field);
        if (!value.isMissingNode() && !value.isNull() && !(value.isBoolean() && !value.asBoolean())) {
            throw new Permanent(field + " is not built: " + instead);
        }
    }

    private String required(String field) {
        String text = text(field).strip();
        if (text.isEmpty()) {
            throw new Permanent(field + " required");
        }
        return text;
    }

    private String text(String field) {
        JsonNode value = body.path(field);
        if (!value.isMissingNode() && !value.isNull() && !value.isTextual()) {
            throw new Permanent(field + " must be a text");
        }
        return value.asText("").strip();
    }
}
