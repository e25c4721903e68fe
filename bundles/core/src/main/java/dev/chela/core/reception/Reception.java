package dev.chela.core.reception;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.access.Access;
import dev.chela.core.command.Commands;
import dev.chela.core.event.Events;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Intake.Input;
import dev.chela.core.json.Json;
import dev.chela.core.outbox.Post;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Transcripts;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import dev.chela.core.task.Scope;
import dev.chela.core.turn.Turns;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Walks each accepted input to where it belongs. After a crash it walks those again that nobody took. */
@Component(service = Reception.class, immediate = true)
public final class Reception {
    private static final Logger LOG = LoggerFactory.getLogger(Reception.class);

    private final Ledger ledger;
    private final Intake intake;
    private final Access access;
    private final Commands commands;
    private final Turns turns;
    private final Sessions sessions;
    private final Transcripts transcripts;
    private final Post post;
    private final Events events;
    private final Clock clock;
    private final Scope threads = new Scope("chela-reception");
    private final Registration listening;

    @Activate
    public Reception(
            @Reference Ledger ledger, @Reference Intake intake, @Reference Access access, @Reference Commands commands,
            @Reference Turns turns, @Reference Sessions sessions, @Reference Transcripts transcripts, @Reference Post post,
            @Reference Events events, @Reference Clock clock) {
        this.ledger = ledger;
        this.intake = intake;
        this.access = access;
        this.commands = commands;
        this.turns = turns;
        this.sessions = sessions;
        this.transcripts = transcripts;
        this.post = post;
        this.events = events;
        this.clock = clock;
        List<Intake.Kept> open = intake.open();
        listening = events.listen(Intake.Accepted.class, accepted -> receive(accepted.input()));
        turns.resume();
        open.stream().filter(kept -> kept.state() == Intake.State.ACCEPTED).forEach(kept -> receive(kept.input()));
    }

    @Deactivate
    public void stop() {
        listening.close();
        threads.close();
    }

    private void receive(Input input) {
        Access.Verdict verdict = access.judge(input);
        if (!verdict.allowed()) {
            refuse(input, verdict.why());
            return;
        }
        Optional<Commands.Order> order = commands.read(input.said().text());
        if (order.isPresent()) {
            threads.start("command " + input.id(), () -> obey(input, order.get(), verdict.owner()));
        } else {
            admit(input);
        }
    }

    private void admit(Input input) {
        try {
            turns.admit(input);
        } catch (Transient full) {
            refuse(input, String.valueOf(full.getMessage()));
        }
    }

    private void refuse(Input input, String why) {
        LOG.info("refused an input from {}: {}", input.source(), why);
        Step.Builder step = Step.named("refuse");
        intake.close(step, input.id(), Intake.State.REFUSED);
        ledger.commit(step.build());
        announce(input, Runs.State.ERROR, "", why, Optional.empty());
    }

    /** A command leaves a trace in the conversation that people see and models do not. */
    private void obey(Input input, Commands.Order order, boolean owner) {
        SessionKey session = input.said().session();
        String reply = reply(order.command(), new Call(session, order.text(), owner));
        Entry note = note(input, reply);
        sessions.commit(session, "command", "command", (current, step) -> {
            intake.close(step, input.id(), Intake.State.SETTLED);
            post.reply(step, new RunId(input.id()), input.origin(), reply);
            return transcripts.append(step, current, List.of(note));
        });
        announce(input, Runs.State.OK, reply, "", Optional.of(note));
    }

    private void announce(Input input, Runs.State state, String text, String error, Optional<Entry> note) {
        Runs.Settled settled = new Runs.Settled(new RunId(input.id()), input.said().session(), state, text, error, "",
                input.receivedAt(), clock.now().toEpochMilli());
        events.publish(new Turns.Ended(settled, note, state == Runs.State.OK ? "stop" : "error", List.of()));
    }

    private static String reply(Command command, CommandCall call) {
        try {
            return command.run(call);
        } catch (Exception fault) {
            LOG.info("/{} failed", command.info().name(), fault);
            return "/" + command.info().name() + " failed: " + fault.getMessage();
        }
    }

    private Entry note(Input input, String reply) {
        var message = Json.object().put("role", "system").put("command", input.said().text());
        message.set("content", Json.array().add(Json.object().put("type", "text").put("text", reply)));
        return Entry.message(input.id() + ":1", clock.now(), message);
    }

    private record Call(SessionKey session, String args, boolean owner) implements CommandCall {}
}
