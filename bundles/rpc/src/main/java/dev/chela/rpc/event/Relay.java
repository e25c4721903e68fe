package dev.chela.rpc.event;

import dev.chela.api.event.AgentEvent;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.Broadcaster;
import dev.chela.api.rpc.Push;
import dev.chela.api.rpc.Push.Audience;
import dev.chela.api.rpc.Push.Slow;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.command.Apart;
import dev.chela.core.event.Events;
import dev.chela.core.heartbeat.Heartbeats;
import dev.chela.core.session.Compaction;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Groups;
import dev.chela.core.session.Notes;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Transcripts;
import dev.chela.core.turn.Turns;
import dev.chela.rpc.chat.WireMessage;
import dev.chela.rpc.session.SessionMethods;
import dev.chela.rpc.session.SessionRows;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Listens to the bus and broadcasts. */
@Component(service = Relay.class, immediate = true)
public final class Relay {
    private static final String STARTING_MODEL = "starting_model";
    private static final Audience INDEX = Audience.READERS.withTopic(SessionMethods.INDEX);

    private final Broadcaster clients;
    private final Sessions sessions;
    private final SessionRows rows;
    private final Clock clock;
    private final List<Registration> listening;
    private final Map<String, Long> lastSeq = new ConcurrentHashMap<>();
    /** Runs of which nobody was told yet that a model is asked. */
    private final Set<String> silent = ConcurrentHashMap.newKeySet();
    /** What was answered beside its conversation, and whose end nobody was told of yet. */
    private final Set<RunId> aside = ConcurrentHashMap.newKeySet();

    @Activate
    public Relay(
            @Reference Events events, @Reference Broadcaster clients, @Reference Sessions sessions,
            @Reference SessionRows rows, @Reference Clock clock) {
        this.clients = clients;
        this.sessions = sessions;
        this.rows = rows;
        this.clock = clock;
        listening = List.of(
                events.listen(AgentEvent.class, this::tell),
                events.listen(Turns.Ended.class, this::tell),
                events.listen(Transcripts.Appended.class, this::tell),
                events.listen(Compaction.Asked.class, this::tell),
                events.listen(Apart.Answered.class, this::tell),
                events.listen(Notes.Noted.class, noted -> clients.send(ChatFrames.noted(noted))),
                events.listen(Sessions.Changed.class, changed -> changed(changed.session(), changed.reason())),
                events.listen(Groups.Changed.class, changed -> clients.send(new Push("sessions.changed",
                        AgentFrames.data("reason", "groups", "ts", clock.now().toEpochMilli()), INDEX, new Slow.Drop()))),
                events.listen(Sessions.Deleted.class, deleted -> changed(deleted.session(), "delete")));
    }

    @Deactivate
    public void stop() {
        listening.forEach(Registration::close);
    }

    private void tell(AgentEvent event) {
        lastSeq.put(event.run().id().value(), AgentFrames.number(event.run()) + 1);
        AgentFrames.of(event).forEach(clients::send);
        if (event instanceof AgentEvent.Lifecycle lifecycle) {
            status(lifecycle);
        }
        if (event instanceof AgentEvent.AssistantText text) {
            clients.send(ChatFrames.delta(text));
        }
    }

    /** All before the model is asked takes no time that anybody could see; what follows may. */
    private void status(AgentEvent.Lifecycle event) {
        String run = event.run().id().value();
        if (event.phase() == AgentEvent.Phase.START || event.phase() == AgentEvent.Phase.RESTART) {
            silent.add(run);
        } else if (silent.remove(run) && event.phase() == AgentEvent.Phase.MODEL) {
            clients.send(AgentFrames.status(event.run(), STARTING_MODEL));
            clients.send(ChatFrames.status(event.run(), STARTING_MODEL));
        }
    }

    private void tell(Compaction.Asked asked) {
        Map<String, Object> payload = AgentFrames.data("operationId", asked.id(), "operation", "compact",
                "phase", asked.stage() == AgentEvent.Stage.START ? "start" : "end",
                "sessionKey", asked.session().value(), "agentId", asked.session().agent().value(), "ts", clock.now().toEpochMilli());
        if (asked.stage() != AgentEvent.Stage.START) {
            payload.put("completed", asked.stage() == AgentEvent.Stage.DONE);
        }
        if (!asked.why().isEmpty()) {
            payload.put("reason", asked.why());
        }
        clients.send(new Push("session.operation", payload, INDEX, new Slow.Drop()));
    }

    private void tell(Turns.Ended ended) {
        silent.remove(ended.settled().run().value());
        Long seq = lastSeq.remove(ended.settled().run().value());
        // What clients show beside the conversation they are not to show in it as well.
        Turns.Ended told = aside.remove(ended.settled().run())
                ? new Turns.Ended(ended.settled(), Optional.empty(), ended.stopReason(), ended.steered()) : ended;
        ChatFrames.ended(told, seq == null ? 1 : seq + 1).forEach(clients::send);
        if (isHeartbeat(ended.settled().run().value()) && !ended.settled().text().isEmpty()) {
            ended.answer().ifPresent(answer -> said(ended.settled().session(), answer, sessions.open(ended.settled().session()).entries()));
        }
    }

    private void tell(Apart.Answered answered) {
        aside.add(answered.run());
        clients.send(ChatFrames.aside(answered, clock.now().toEpochMilli()));
    }

    private void tell(Transcripts.Appended appended) {
        if (!isHeartbeat(appended.entry().id())) {
            said(appended.session(), appended.entry(), appended.entry().seq());
        }
    }

    /** Whether anybody needs to see what it writes is known when it has ended. */
    private static boolean isHeartbeat(String id) {
        return id.startsWith(Heartbeats.PREFIX);
    }

    private void said(SessionKey key, Entry entry, long seq) {
        Audience audience = Audience.READERS.withTopic(SessionMethods.messages(key));
        if (!entry.isMessage() || !clients.heard(audience)) {
            return;
        }
        Session session = sessions.open(key);
        Map<String, Object> payload = AgentFrames.data("sessionKey", session.key().value(),
                "agentId", session.key().agent().value(), "message", WireMessage.of(entry),
                "messageId", entry.id(), "messageSeq", seq,
                "session", rows.row(session, true, true));
        clients.send(new Push("session.message", payload, audience, new Slow.Keep()));
    }

    private void changed(Session session, String reason) {
        if (!clients.heard(INDEX)) {
            return;
        }
        Map<String, Object> payload = AgentFrames.data("sessionKey", session.key().value(),
                "agentId", session.key().agent().value(), "ts", clock.now().toEpochMilli(), "reason", reason);
        switch (reason) {
            case "agent.run.started" -> payload.put("phase", "start");
            case "agent.input.settled" -> payload.put("phase", "end");
            default -> { }
        }
        if (!session.last().runId().isEmpty()) {
            payload.put("runId", session.last().runId());
        }
        if (!reason.equals("delete")) {
            payload.put("session", rows.row(session, true, true));
        }
        clients.send(new Push("sessions.changed", payload, INDEX, new Slow.Drop()));
    }
}
