package dev.chela.rpc.chat;

import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.session.UserEntry;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What becomes of the messages that people send: those that wait for a run, and what a client asks of its own. Pure. */
final class Inputs {
    /** Messages that wait are known by this and their run's id, until they have an entry. */
    static final String PENDING = "pending:";
    private static final int PAGE = 20;

    private Inputs() {}

    /** @param nextBefore the place before which older ones wait */
    record Page(List<Waiting> items, int total, Optional<Integer> nextBefore) {}

    record Waiting(String id, String runId, Map<String, Object> message, long acceptedAt, String state) {}

    record Receipt(String runId, String state, Optional<String> consumedByEventId) {}

    /** The newest that wait, or the newest of those before a place; places count from 1, the oldest first. */
    static Page waiting(List<Input> inputs, Optional<Integer> before) {
        int end = Math.min(inputs.size(), before.map(place -> place - 1).orElse(inputs.size()));
        int from = Math.max(0, end - PAGE);
        return new Page(inputs.subList(from, end).stream().map(Inputs::waiting).toList(), inputs.size(),
                from == 0 ? Optional.empty() : Optional.of(from + 1));
    }

    private static Waiting waiting(Input input) {
        return new Waiting(PENDING + input.id(), input.id(), message(input), input.receivedAt(), "queued");
    }

    static Map<String, Object> message(Input input) {
        return WireMessage.of(UserEntry.of(input, Instant.ofEpochMilli(input.receivedAt())));
    }

    static Receipt receipt(Intake.Kept kept) {
        boolean pending = kept.state() == Intake.State.ACCEPTED;
        return new Receipt(kept.input().id(), pending ? "pending" : "consumed",
                pending ? Optional.empty() : Optional.of(UserEntry.id(kept.input().id())));
    }
}
