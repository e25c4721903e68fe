package dev.chela.core.webhook.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Clock;
import dev.chela.core.hash.Sha256;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Manner;
import dev.chela.core.inbox.Program;
import dev.chela.core.inbox.Said;
import dev.chela.core.json.Json;
import dev.chela.core.model.Models;
import dev.chela.core.session.SystemEvents;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Ledger.Outcome;
import dev.chela.core.store.Step;
import dev.chela.core.webhook.WebhooksConfig;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/** Does what a call asks for, in one commit with the mark that it was here. */
final class Fulfilment {
    private final Ledger ledger;
    private final Intake intake;
    private final SystemEvents events;
    private final Models models;
    private final Places places;
    private final Clock clock;

    Fulfilment(Ledger ledger, Intake intake, SystemEvents events, Models models, Places places, Clock clock) {
        this.ledger = ledger;
        this.intake = intake;
        this.events = events;
        this.models = models;
        this.places = places;
        this.clock = clock;
    }

    /** @param name by which the call is known again; empty for one that is not @param digest of its body */
    record Mark(String name, String digest) {
        /** The same for the same call, so that its run is one, whatever died in between. */
        String run() {
            return "hook-" + (name.isEmpty() ? UUID.randomUUID() : Sha256.hex(name, 16));
        }

        List<Step.Change> changes(ObjectNode answer, Clock clock) {
            return name.isEmpty() ? List.of()
                    : List.of(Seen.keep(name, new Seen.First(digest, answer), clock.now()), Seen.forgetOld(clock.now()));
        }
    }

    /** @return the answer; empty when the call was here before */
    Optional<ObjectNode> fulfil(WebhooksConfig config, Wish wish, Mark mark) {
        return wish instanceof Wish.Turn turn ? turn(config, turn, mark) : wake(config, (Wish.Wake) wish, mark);
    }

    private Optional<ObjectNode> turn(WebhooksConfig config, Wish.Turn turn, Mark mark) {
        SessionKey session = places.ofTurn(config, turn.place());
        String model = turn.model().isEmpty() ? "" : models.resolve(turn.model()).toString();
        Program program = new Program(Wording.UNATTENDED, List.of(), List.of());
        Manner manner = new Manner(Manner.Queue.FOLLOWUP, turn.timeout(), turn.thinking(), program).literally();
        String run = mark.run();
        ObjectNode answer = Json.object().put("ok", true).put("runId", run);
        Said said = new Said(session, turn.text(), List.of(), model, manner);
        return submit(run, said, places.address(turn.way(), session.agent()), answer, mark);
    }

    private Optional<ObjectNode> wake(WebhooksConfig config, Wish.Wake wake, Mark mark) {
        SessionKey session = places.ofWake(config, wake.place());
        ObjectNode answer = Json.object().put("ok", true).put("mode", wake.now() ? "now" : "next-heartbeat").put("eventOutcome", "queued");
        if (wake.now()) {
            Manner manner = new Manner(Manner.Queue.FOLLOWUP, Optional.empty()).literally();
            return submit(mark.run(), new Said(session, SystemEvents.line(clock.now(), wake.text()), List.of(), "", manner), "", answer, mark);
        }
        Step.Builder step = Step.named("hook wake");
        events.add(step, session, wake.text(), SystemEvents.Weight.CALL);
        mark.changes(answer, clock).forEach(step::change);
        return ledger.commit(step.build()) == Outcome.APPLIED ? Optional.of(answer) : Optional.empty();
    }

    private Optional<ObjectNode> submit(String run, Said said, String origin, ObjectNode answer, Mark mark) {
        Input input = new Input(run, Intake.WEBHOOK, "", run, said, origin, clock.now().toEpochMilli());
        return intake.submit(input, mark.changes(answer, clock)).fresh() ? Optional.of(answer) : Optional.empty();
    }
}
