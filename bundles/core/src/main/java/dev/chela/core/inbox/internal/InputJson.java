package dev.chela.core.inbox.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.id.SessionKey;
import dev.chela.core.inbox.Intake.Aside;
import dev.chela.core.inbox.Intake.Function;
import dev.chela.core.inbox.Intake.Levels;
import dev.chela.core.inbox.Intake.Manner;
import dev.chela.core.inbox.Intake.Media;
import dev.chela.core.inbox.Intake.Program;
import dev.chela.core.inbox.Intake.Queue;
import dev.chela.core.inbox.Intake.Raw;
import dev.chela.core.inbox.Intake.Reading;
import dev.chela.core.inbox.Intake.Result;
import dev.chela.core.inbox.Intake.Said;
import dev.chela.core.inbox.Intake.What;
import dev.chela.core.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

/** How the body of an input stands in its row. */
final class InputJson {
    private InputJson() {}

    static String write(What what) {
        if (what instanceof Said said) {
            ObjectNode body = Json.object()
                    .put("session", said.session().value()).put("text", said.text()).put("model", said.model())
                    .put("queue", said.manner().queue().name());
            said.manner().timeout().ifPresent(limit -> body.put("timeoutMs", limit.toMillis()));
            if (!said.manner().thinking().isEmpty()) {
                body.put("thinking", said.manner().thinking());
            }
            if (said.manner().reading() != Reading.ORDERS_TOO) {
                body.put("reading", said.manner().reading().name());
            }
            if (!said.manner().levels().equals(Levels.NONE)) {
                body.put("verbose", said.manner().levels().verbose()).put("reasoning", said.manner().levels().reasoning());
            }
            if (!said.aside().equals(Aside.NONE)) {
                body.put("aside", said.aside().text()).put("marks", said.aside().marks());
            }
            if (!said.manner().program().equals(Program.NONE)) {
                body.set("program", Json.tree(said.manner().program()));
            }
            return Json.write(body.set("media", Json.tree(said.media())));
        }
        Raw raw = (Raw) what;
        return Json.write(Json.object()
                .put("lane", raw.lane()).put("contentType", raw.contentType())
                .put("raw", Base64.getEncoder().encodeToString(raw.body())));
    }

    static What read(String text) {
        JsonNode body = Json.read(text);
        if (body.has("raw")) {
            return new Raw(body.path("lane").asText(), body.path("contentType").asText(),
                    Base64.getDecoder().decode(body.path("raw").asText()));
        }
        List<Media> media = new ArrayList<>();
        body.path("media").forEach(m ->
                media.add(new Media(m.path("mimeType").asText(), m.path("name").asText(), m.path("data").asText())));
        return new Said(new SessionKey(body.path("session").asText()), body.path("text").asText(), List.copyOf(media),
                body.path("model").asText(), manner(body), new Aside(body.path("aside").asText(""), body.path("marks").asText("")));
    }

    private static Manner manner(JsonNode body) {
        return new Manner(Queue.valueOf(body.path("queue").asText(Queue.USUAL.name())),
                body.has("timeoutMs") ? Optional.of(Duration.ofMillis(body.path("timeoutMs").asLong())) : Optional.empty(),
                body.path("thinking").asText(""), program(body.path("program")),
                Reading.valueOf(body.path("reading").asText(Reading.ORDERS_TOO.name())),
                new Levels(body.path("verbose").asText(""), body.path("reasoning").asText("")));
    }

    private static Program program(JsonNode body) {
        List<Function> functions = new ArrayList<>();
        body.path("functions").forEach(f -> functions.add(
                new Function(f.path("name").asText(), f.path("description").asText(), f.path("parameters").asText())));
        List<Result> results = new ArrayList<>();
        body.path("results").forEach(r -> results.add(
                new Result(r.path("callId").asText(), r.path("function").asText(), r.path("text").asText())));
        return new Program(body.path("instructions").asText(""), List.copyOf(functions), List.copyOf(results));
    }
}
