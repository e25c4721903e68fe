package dev.chela.httpapi.internal.run;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.inbox.Input;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Runs;
import dev.chela.core.turn.Turns;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** One run, as the request that asked for it follows it. Whoever closes it before its end ends the run. */
public final class Conversation implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Rooms rooms;
    private final Input input;
    private final Ear ear;
    private final Registration gone;
    private Optional<Outcome> outcome;

    Conversation(Rooms rooms, Input input, Ear ear, Optional<Runs.Settled> before, Cancellation cancellation) {
        this.rooms = rooms;
        this.input = input;
        this.ear = ear;
        this.outcome = before.map(settled -> outcome(settled, lastAnswer(), false));
        this.gone = cancellation.onCancel(this::abort);
    }

    /** Told what is said, as it is said. */
    @FunctionalInterface
    public interface Teller {
        /** @param news empty when nothing was said for a while: a sign of life is due */
        void tell(String news) throws IOException;
    }

    public RunId run() {
        return new RunId(input.id());
    }

    public long startedAt() {
        return input.receivedAt();
    }

    /** Follows the run to its end. */
    public Outcome follow(Teller teller) throws IOException, InterruptedException {
        if (outcome.isPresent() && !outcome.get().settled().text().isEmpty()) {
            teller.tell(outcome.get().settled().text());
        }
        while (outcome.isEmpty()) {
            String news = ear.next(PATIENCE);
            Optional<Turns.Ended> end = ear.end();
            if (!news.isEmpty() || end.isEmpty()) {
                teller.tell(news);
            }
            outcome = end.map(ended -> outcome(ended.settled(), ended.answer(), ended.stopReason().equals("length")));
        }
        return outcome.get();
    }

    private Outcome outcome(Runs.Settled settled, Optional<Entry> answer, boolean limited) {
        List<Outcome.Call> calls = answer.filter(entry -> settled.state() == Runs.State.OK)
                .map(entry -> Outcome.calls(entry.message()).stream().filter(this::isOurs).map(this::shown).toList())
                .orElse(List.of());
        return new Outcome(settled, calls, limited, ear.tokens());
    }

    private boolean isOurs(JsonNode call) {
        return input.said().manner().program().runs(call.path("name").asText());
    }

    private Outcome.Call shown(JsonNode call) {
        return new Outcome.Call(Ids.call(run(), call.path("id").asText()), call.path("name").asText(), Outcome.arguments(call));
    }

    /** For a run that ended before this request: its last answer stands in the transcript. */
    private Optional<Entry> lastAnswer() {
        SessionKey session = input.said().session();
        return rooms.sessions().find(session).flatMap(found -> rooms.transcripts()
                .newest(found, entry -> entry.role().equals("assistant") && entry.id().startsWith(input.id() + ":")));
    }

    private void abort() {
        rooms.runs().abort(input.said().session(), Optional.of(run()), "the client has gone");
    }

    @Override
    public void close() {
        gone.close();
        ear.close();
        if (outcome.isEmpty()) {
            abort();
        }
    }
}
