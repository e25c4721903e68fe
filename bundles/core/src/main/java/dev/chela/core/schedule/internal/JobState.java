package dev.chela.core.schedule.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.json.Json;
import java.util.OptionalLong;

/**
 * What is known of a job besides its definition: an object as the protocol has it, with what only this house needs under {@code own}.
 * Immutable by custom: whoever changes one changes a {@link #copy}.
 */
record JobState(ObjectNode node) {
    private static final String OWN = "own";

    static JobState fresh() {
        ObjectNode node = Json.object();
        node.putObject(OWN);
        return new JobState(node);
    }

    static JobState read(String text) {
        return new JobState((ObjectNode) Json.read(text));
    }

    String write() {
        return Json.write(node);
    }

    JobState copy() {
        return new JobState(node.deepCopy());
    }

    ObjectNode own() {
        return (ObjectNode) node.path(OWN);
    }

    /** As clients see it. */
    ObjectNode shown() {
        ObjectNode shown = node.deepCopy();
        shown.remove(OWN);
        return shown;
    }

    /** The next time of the schedule. */
    OptionalLong next() {
        return own().has("next") ? OptionalLong.of(own().path("next").asLong()) : OptionalLong.empty();
    }

    /** When something is to be done: the next time, not before a pause after a failure is over, or a repetition. */
    OptionalLong due() {
        if (own().has("retryAt")) {
            return OptionalLong.of(own().path("retryAt").asLong());
        }
        return next().isEmpty() || waits() ? OptionalLong.empty() : OptionalLong.of(Math.max(next().getAsLong(), own().path("holdUntil").asLong()));
    }

    /** Whether it is due and waits for its own run to end. */
    boolean waits() {
        return own().path("waits").asBoolean();
    }

    int errors() {
        return node.path("consecutiveErrors").asInt();
    }

    JobState next(OptionalLong next) {
        if (next.isPresent()) {
            own().put("next", next.getAsLong());
        } else {
            own().remove("next");
        }
        return this;
    }

    /** Sets what clients are shown of the next time. */
    JobState told() {
        OptionalLong due = due();
        if (due.isPresent()) {
            node.put("nextRunAtMs", due.getAsLong());
        } else {
            node.remove("nextRunAtMs");
        }
        return this;
    }
}
