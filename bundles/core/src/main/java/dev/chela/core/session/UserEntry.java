package dev.chela.core.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.id.RunId;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Media;
import dev.chela.core.inbox.Said;
import dev.chela.core.json.Json;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.text.Excerpt;
import dev.chela.core.untrusted.Untrusted;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a person said, as an entry of the transcript. */
public final class UserEntry {
    /** The property of a message from which clients draw what was said beside it. */
    public static final String MARKS = "marks";

    private static final int LINE = 160;

    private UserEntry() {}

    /** The same for every attempt at writing it, so that it is one entry however often it is written. */
    public static String id(String inputId) {
        return inputId + ":u";
    }

    public static Entry of(Input input, Instant at) {
        return of(input, "", at);
    }

    /** @param house what the model is told beside it by the house; empty for nothing */
    public static Entry of(Input input, String house, Instant at) {
        return Entry.message(id(input.id()), at, message(input, house));
    }

    /** Several messages that got no turn of their own, in a line each; empty for none. */
    public static Optional<Entry> brief(RunId run, List<Input> inputs, Instant at) {
        if (inputs.isEmpty()) {
            return Optional.empty();
        }
        String lines = inputs.stream().map(input -> "- " + line(input.said().told())).collect(Collectors.joining("\n"));
        ObjectNode message = Json.object().put("role", "system");
        message.putArray("content").add(Blocks.text("While you were at work, more messages came than can wait. The oldest "
                + inputs.size() + " are not repeated in full:\n" + lines));
        return Optional.of(Entry.message(run + ":brief", at, message));
    }

    private static String line(String text) {
        return Excerpt.line(text, LINE);
    }

    private static ObjectNode message(Input input, String house) {
        ArrayNode content = Json.array();
        speaker(input).ifPresent(name -> content.add(Blocks.aside("[" + name + "] ")));
        content.add(Blocks.text(input.said().text()));
        input.said().media().forEach(media -> content.add(block(media)));
        Said.Aside aside = input.said().aside();
        if (!aside.text().isEmpty()) {
            content.add(Blocks.aside(aside.text()));
        }
        if (!house.isEmpty()) {
            content.add(Blocks.aside(house));
        }
        ObjectNode message = Json.object().put("role", "user").put("idempotencyKey", input.id() + ":user");
        if (input.said().mandate().exists()) {
            message.putObject("provenance").put("kind", "inter_session").put("sourceSessionKey", input.said().mandate().from());
        } else if (input.said().manner().round().exists()) {
            message.putObject("provenance").put("kind", "internal_system").put("sourceTool", input.source());
        }
        if (!aside.marks().isEmpty()) {
            message.set(MARKS, Json.read(aside.marks()));
        }
        return message.set("content", content);
    }

    /** Where several people talk, the model must know which of them says it. */
    private static Optional<String> speaker(Input input) {
        return ReturnAddress.read(input.origin()).filter(from -> !from.direct() && !from.sender().isEmpty())
                .map(from -> Untrusted.name(from.name().isBlank() ? from.sender() : from.name()));
    }

    private static ObjectNode block(Media media) {
        if (media.away()) {
            return Blocks.text(media.told());
        }
        return media.mimeType().startsWith("image/") ? Blocks.image(media.mimeType(), media.data()) : Blocks.text(attachment(media));
    }

    private static String attachment(Media media) {
        String body = new String(Base64.getDecoder().decode(media.data()), StandardCharsets.UTF_8);
        return "[Attached file: " + media.name() + "]\n" + body;
    }
}
