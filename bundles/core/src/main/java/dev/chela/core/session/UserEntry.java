package dev.chela.core.session;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.inbox.Intake;
import dev.chela.core.json.Json;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;

/** What a person said, as an entry of the transcript. */
public final class UserEntry {
    /** The property of a message from which clients draw what was said beside it. */
    public static final String MARKS = "marks";

    private UserEntry() {}

    /** The same for every attempt at writing it, so that it is one entry however often it is written. */
    public static String id(String inputId) {
        return inputId + ":u";
    }

    public static Entry of(Intake.Input input, Instant at) {
        return of(input, "", at);
    }

    /** @param house what the model is told beside it by the house; empty for nothing */
    public static Entry of(Intake.Input input, String house, Instant at) {
        return Entry.message(id(input.id()), at, message(input, house));
    }

    private static ObjectNode message(Intake.Input input, String house) {
        ArrayNode content = Json.array();
        content.add(Blocks.text(input.said().text()));
        for (Intake.Media media : input.said().media()) {
            content.add(media.mimeType().startsWith("image/")
                    ? Blocks.image(media.mimeType(), media.data()) : Blocks.text(attachment(media)));
        }
        Intake.Aside aside = input.said().aside();
        if (!aside.text().isEmpty()) {
            content.add(Blocks.aside(aside.text()));
        }
        if (!house.isEmpty()) {
            content.add(Blocks.aside(house));
        }
        ObjectNode message = Json.object().put("role", "user").put("idempotencyKey", input.id() + ":user");
        if (!aside.marks().isEmpty()) {
            message.set(MARKS, Json.read(aside.marks()));
        }
        return message.set("content", content);
    }

    private static String attachment(Intake.Media media) {
        String body = new String(Base64.getDecoder().decode(media.data()), StandardCharsets.UTF_8);
        return "[Attached file: " + media.name() + "]\n" + body;
    }
}
