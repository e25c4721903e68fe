package dev.chela.httpapi.internal.run;

import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.http.Request;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Clock;
import dev.chela.core.agent.Agents;
import dev.chela.core.event.Events;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Manner;
import dev.chela.core.inbox.Program;
import dev.chela.core.inbox.Said;
import dev.chela.core.model.Models;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Transcripts;
import dev.chela.httpapi.internal.ApiRefusal;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Puts a program's wish into the inbox, as any other message, and returns its run. Each request is a run of its own. */
@Component(service = Asking.class)
public final class Asking {
    private static final int LONGEST_KEY = 256;

    private final Intake intake;
    private final Models models;
    private final Events events;
    private final Clock clock;
    private final Place place;
    private final Rooms rooms;

    @Activate
    public Asking(
            @Reference Intake intake, @Reference Models models, @Reference Agents agents, @Reference Runs runs,
            @Reference Sessions sessions, @Reference Transcripts transcripts, @Reference Events events, @Reference Clock clock) {
        this.intake = intake;
        this.models = models;
        this.events = events;
        this.clock = clock;
        this.place = new Place(agents, intake);
        this.rooms = new Rooms(runs, sessions, transcripts);
    }

    /**
     * The header {@code Idempotency-Key}, sent twice, is one run.
     *
     * @throws ApiRefusal when the wish cannot be fulfilled as it is
     */
    public Conversation ask(Ids.Kind kind, Wish wish, Request request) {
        String key = request.headers().getOrDefault("idempotency-key", List.of("")).get(0).strip();
        if (key.length() > LONGEST_KEY) {
            throw ApiRefusal.invalid("Idempotency-Key", "must have at most " + LONGEST_KEY + " characters");
        }
        RunId run = Ids.run(kind, key);
        Optional<Intake.Kept> before = intake.find(run.value());
        Input input = before.isPresent() ? before.get().input() : input(run, wish, request, place.find(kind, wish, request, run));
        Ear ear = new Ear(events, run);
        boolean asked = false;
        try {
            Intake.Receipt receipt = intake.submit(input);
            asked = true;
            return new Conversation(rooms, input, ear, receipt.fresh() ? Optional.empty() : ended(run), request.cancellation());
        } catch (Transient full) {
            throw new ApiRefusal(503, String.valueOf(full.getMessage()), "overloaded_error", "", "", full.after());
        } finally {
            if (!asked) {
                ear.close();
            }
        }
    }

    private Input input(RunId run, Wish wish, Request request, SessionKey session) {
        List<Entry> known = rooms.sessions().find(session).map(rooms.transcripts()::context).orElse(List.of())
                .stream().filter(Entry::isMessage).toList();
        Prompt prompt = Prompt.of(wish.parts(), known);
        if (prompt.text().isBlank() && prompt.media().isEmpty() && prompt.results().isEmpty()) {
            throw new ApiRefusal(400, "There is nothing to answer: the conversation must end with what the person says,"
                    + " or with the results of functions", "invalid_request_error");
        }
        Manner manner = new Manner(Manner.Queue.FOLLOWUP, Optional.empty(), "",
                new Program(wish.instructions(), wish.functions(), prompt.results()));
        return new Input(run.value(), "http", "", run.value(),
                new Said(session, prompt.text(), prompt.media(), model(request), manner), "", clock.now().toEpochMilli());
    }

    private String model(Request request) {
        try {
            return Place.header(request, "model").map(models::resolve).map(Object::toString).orElse("");
        } catch (Permanent unknown) {
            throw ApiRefusal.invalid("x-openclaw-model", String.valueOf(unknown.getMessage()));
        }
    }

    private Optional<Runs.Settled> ended(RunId run) {
        Optional<Runs.State> state = rooms.runs().state(run);
        boolean over = state.isPresent() && state.get() != Runs.State.QUEUED && state.get() != Runs.State.RUNNING;
        return over ? rooms.runs().await(run, java.time.Duration.ZERO) : Optional.empty();
    }
}
