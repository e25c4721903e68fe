package dev.chela.core.reception.internal;

import com.fasterxml.jackson.databind.node.ArrayNode;
import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.fault.Fault;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Clock;
import dev.chela.core.command.Afterwards;
import dev.chela.core.command.Apart;
import dev.chela.core.command.Commands;
import dev.chela.core.command.Directives;
import dev.chela.core.event.Events;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Manner;
import dev.chela.core.inbox.Said;
import dev.chela.core.json.Json;
import dev.chela.core.outbox.Post;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Transcripts;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import dev.chela.core.turn.Turns;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs commands. A command leaves a trace in the conversation that people see and models do not. */
public final class Orders {
    private static final Logger LOG = LoggerFactory.getLogger(Orders.class);

    private final Ledger ledger;
    private final Directives directives;
    private final Intake intake;
    private final Sessions sessions;
    private final Transcripts transcripts;
    private final Post post;
    private final Turns turns;
    private final Events events;
    private final Clock clock;

    public Orders(Ledger ledger, Intake intake, Sessions sessions, Transcripts transcripts, Post post, Turns turns, Directives directives,
            Events events, Clock clock) {
        this.events = events;
        this.ledger = ledger;
        this.directives = directives;
        this.intake = intake;
        this.sessions = sessions;
        this.transcripts = transcripts;
        this.post = post;
        this.turns = turns;
        this.clock = clock;
    }

    /** What is left of a message when its directives are obeyed: from then on that stands in the row, since a restart reads no orders. */
    public Input directed(Input input) {
        if (input.said().manner().reading() != Manner.Reading.ORDERS_TOO) {
            return input;
        }
        Optional<Said> left = directives.read(input.said().session(), input.said());
        left.ifPresent(said -> {
            Step.Builder step = Step.named("direct");
            intake.understand(step, input.id(), said, input.origin());
            ledger.commit(step.build());
        });
        return left.map(said -> new Input(input.id(), input.source(), input.account(), input.eventId(), said, input.origin(), input.receivedAt()))
                .orElse(input);
    }

    public void obey(Input input, Commands.Order order, boolean owner) {
        SessionKey session = input.said().session();
        Told told = reply(order.command(), new Call(input.id(), session, order.text(), owner, from(input, ReturnAddress::channel), from(input, ReturnAddress::sender)));
        String reply = told.words();
        Entry note = note(input, reply);
        Runs.Settled end = new Runs.Settled(new RunId(input.id()), session, Runs.State.OK, reply, "", "", input.receivedAt(),
                clock.now().toEpochMilli());
        sessions.commit(session, "command", "command", (current, step) -> {
            intake.close(step, input.id(), Intake.State.SETTLED);
            turns.record(step, end, "stop");
            post.reply(step, end.run(), input.origin(), reply);
            return transcripts.append(step, current, List.of(said(input), note));
        });
        if (order.command() instanceof Apart && !order.text().isEmpty()) {
            events.publish(new Apart.Answered(end.run(), session, order.text(), reply, told.failed()));
        }
        turns.announce(new Turns.Ended(end, Optional.of(note), "stop", List.of()));
        if (order.command() instanceof Afterwards more && !told.failed()) {
            more.answered();
        }
    }

    private static String from(Input input, Function<ReturnAddress, String> what) {
        return ReturnAddress.read(input.origin()).map(what).orElse("");
    }

    private record Told(String words, boolean failed) {}

    private static Told reply(Command command, CommandCall call) {
        try {
            return new Told(command.run(call), false);
        } catch (Fault refused) {
            return new Told("/" + command.info().name() + ": " + refused.getMessage(), true);
        } catch (Exception fault) {
            LOG.info("/{} failed", command.info().name(), fault);
            return new Told("/" + command.info().name() + " failed: " + fault.getMessage(), true);
        }
    }

    /** The person's words, with the key by which a client knows its own; {@code command} keeps them from the model. */
    private Entry said(Input input) {
        var message = Json.object().put("role", "user").put("idempotencyKey", input.id() + ":user").put("command", true);
        message.set("content", text(input.said().text()));
        return Entry.message(input.id() + ":u", clock.now(), message);
    }

    private Entry note(Input input, String reply) {
        var message = Json.object().put("role", "system").put("command", input.said().text());
        message.set("content", text(reply));
        return Entry.message(input.id() + ":1", clock.now(), message);
    }

    private static ArrayNode text(String words) {
        return Json.array().add(Json.object().put("type", "text").put("text", words));
    }

    private record Call(String id, SessionKey session, String args, boolean owner, String channel, String sender) implements CommandCall {}
}
