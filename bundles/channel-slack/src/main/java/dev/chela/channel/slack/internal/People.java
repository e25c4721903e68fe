package dev.chela.channel.slack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.util.Optional;

/** What people are called: an event has their ids alone. Safe on any thread. */
final class People {
    private static final int KNOWN = 2_000;

    private final WebApi api;
    private final Recent<ObjectNode> known = new Recent<>(KNOWN);

    People(WebApi api) {
        this.api = api;
    }

    /** @return {@code id}, {@code name}, {@code handle} and {@code bot}; the id for a name where Slack tells none */
    ObjectNode person(String user) {
        Optional<ObjectNode> before = known.get(user);
        if (before.isPresent()) {
            return before.get();
        }
        Answer answer = user.isEmpty() ? new Answer.Refused(0, "nobody", "", Duration.ZERO) : api.ask(Call.of("users.info").with("user", user));
        JsonNode told = answer instanceof Answer.Ok ok ? ok.body().path("user") : Json.object();
        String handle = told.path("name").asText(user);
        ObjectNode person = Json.object().put("id", user).put("name", called(told, handle)).put("handle", handle).put("bot", told.path("is_bot").asBoolean());
        if (!(answer instanceof Answer.Refused no) || !no.passing()) {
            known.put(user, person);
        }
        return person;
    }

    private static String called(JsonNode user, String handle) {
        for (String name : new String[] {user.path("profile").path("display_name").asText(""), user.path("profile").path("real_name").asText(""),
                user.path("real_name").asText("")}) {
            if (!name.isBlank()) {
                return name;
            }
        }
        return handle;
    }
}
