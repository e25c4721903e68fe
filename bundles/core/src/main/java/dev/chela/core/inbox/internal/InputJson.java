package dev.chela.core.inbox.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.id.SessionKey;
import dev.chela.core.inbox.Input.Raw;
import dev.chela.core.inbox.Input.What;
import dev.chela.core.inbox.Leash;
import dev.chela.core.inbox.Mandate;
import dev.chela.core.inbox.Manner;
import dev.chela.core.inbox.Manner.Levels;
import dev.chela.core.inbox.Manner.Queue;
import dev.chela.core.inbox.Manner.Reading;
import dev.chela.core.inbox.Media;
import dev.chela.core.inbox.Program;
import dev.chela.core.inbox.Program.Function;
import dev.chela.core.inbox.Program.Result;
import dev.chela.core.inbox.Round;
import dev.chela.core.inbox.Said;
import dev.chela.core.inbox.Said.Aside;
import dev.chela.core.json.Json;
import dev.chela.core.usage.BudgetConfig.Amount;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
                body.put("verbose", said.manner().levels().verbose()).put("reasoning", said.manner().levels().reasoning())
                        .put("trace", said.manner().levels().trace()).put("fast", said.manner().levels().fast());
                body.set("leash", Json.tree(said.manner().levels().leash()));
            }
            if (!said.aside().equals(Aside.NONE)) {
                body.put("aside", said.aside().text()).put("marks", said.aside().marks());
            }
            if (!said.manner().program().equals(Program.NONE)) {
                body.set("program", Json.tree(said.manner().program()));
            }
            if (said.manner().round().exists()) {
                body.set("round", Json.tree(said.manner().round()));
            }
            if (said.mandate().exists()) {
                body.set("mandate", Json.tree(said.mandate()));
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
                media.add(new Media(m.path("mimeType").asText(), m.path("name").asText(), m.path("data").asText(), m.path("ref").asText(""),
                        m.path("bytes").asLong(-1), m.path("album").asText(""))));
        return new Said(new SessionKey(body.path("session").asText()), body.path("text").asText(), List.copyOf(media),
                body.path("model").asText(), manner(body), new Aside(body.path("aside").asText(""), body.path("marks").asText("")), mandate(body.path("mandate")));
    }

    private static Mandate mandate(JsonNode mandate) {
        if (mandate.isMissingNode()) {
            return Mandate.NONE;
        }
        List<String> people = new ArrayList<>();
        JsonNode behalf = mandate.path("behalf");
        behalf.path("people").forEach(person -> people.add(person.asText()));
        JsonNode bill = mandate.path("bill");
        return new Mandate(mandate.path("from").asText(), new Mandate.Behalf(behalf.path("owner").asBoolean(), people), mandate.path("hops").asInt(),
                mandate.path("answerTo").asText(""), mandate.path("turn").asInt(),
                new Mandate.Bill(bill.path("input").asLong(), bill.path("output").asLong(), bill.path("cost").asLong()));
    }

    private static Manner manner(JsonNode body) {
        return new Manner(Queue.valueOf(body.path("queue").asText(Queue.USUAL.name())),
                body.has("timeoutMs") ? Optional.of(Duration.ofMillis(body.path("timeoutMs").asLong())) : Optional.empty(),
                body.path("thinking").asText(""), program(body.path("program")),
                Reading.valueOf(body.path("reading").asText(Reading.ORDERS_TOO.name())),
                new Levels(body.path("verbose").asText(""), body.path("reasoning").asText(""), body.path("trace").asText(""), body.path("fast").asText(""), leash(body.path("leash"))), round(body.path("round")));
    }

    private static Leash leash(JsonNode leash) {
        return new Leash(leash.path("security").asText(""), leash.path("ask").asText(""), leash.path("host").asText(""), leash.path("elevated").asText(""));
    }

    private static Round round(JsonNode round) {
        if (round.isMissingNode()) {
            return Round.NONE;
        }
        Set<Round.Part> without = EnumSet.noneOf(Round.Part.class);
        round.path("without").forEach(part -> without.add(Round.Part.valueOf(part.asText())));
        JsonNode cap = round.path("cap");
        return new Round(round.path("slack").asInt(), without, new Amount(cap.path("money").isNumber() ? cap.path("money").asDouble() : null,
                cap.path("tokens").isNumber() ? cap.path("tokens").asLong() : null), round.path("key").asText(""));
    }

    private static Program program(JsonNode body) {
        List<Function> functions = new ArrayList<>();
        body.path("functions").forEach(f -> functions.add(
                new Function(f.path("name").asText(), f.path("description").asText(), f.path("parameters").asText())));
        List<Result> results = new ArrayList<>();
        body.path("results").forEach(r -> results.add(
                new Result(r.path("callId").asText(), r.path("function").asText(), r.path("text").asText())));
        List<String> tools = new ArrayList<>();
        body.path("tools").forEach(name -> tools.add(name.asText()));
        return new Program(body.path("instructions").asText(""), List.copyOf(functions), List.copyOf(results), List.copyOf(tools));
    }
}
