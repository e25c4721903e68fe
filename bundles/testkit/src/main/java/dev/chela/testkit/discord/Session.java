package dev.chela.testkit.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.testkit.socket.Visitor;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What one bot is told, whether it listens or not. Its gateway guards it. */
final class Session {
    final String id;
    final List<ObjectNode> told = new ArrayList<>();
    Optional<Visitor> line;

    Session(String id, Visitor line) {
        this.id = id;
        this.line = Optional.of(line);
    }

    void tell(String event, JsonNode data) {
        ObjectNode payload = Shapes.object().put("op", 0).put("s", told.size() + 1).put("t", event);
        payload.set("d", data.deepCopy());
        told.add(payload);
        line.ifPresent(visitor -> say(visitor, payload));
    }

    static void say(Visitor visitor, ObjectNode payload) {
        try {
            visitor.send(FakeDiscord.JSON.writeValueAsString(payload));
        } catch (UncheckedIOException gone) {
            return; // It hears it when it resumes.
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
