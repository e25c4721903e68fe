package dev.chela.core.heartbeat.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.access.Owners;
import dev.chela.core.agent.Agents;
import dev.chela.core.agent.WorkspaceFiles;
import dev.chela.core.channel.ChannelsConfig;
import dev.chela.core.config.Config;
import dev.chela.core.event.Events;
import dev.chela.core.heartbeat.Heartbeats;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Manner;
import dev.chela.core.inbox.Said;
import dev.chela.core.message.AddressBook;
import dev.chela.core.outbox.Outbox;
import dev.chela.core.outbox.Post;
import dev.chela.core.reception.Reception;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.SystemEvents;
import dev.chela.core.store.Ledger;
import dev.chela.core.task.Scope;
import dev.chela.core.turn.Turns;
import dev.chela.core.usage.UsageBook;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** The heartbeats' component: gathers the rooms, and passes on what ends. */
@Component(service = Heartbeats.class, immediate = true)
public final class HeartbeatService implements Heartbeats {
    /** Whoever wakes somebody more often within a minute is a loop. */
    private static final int MOST_WAKES = 5;
    private static final long MINUTE = 60_000;

    private final Scope threads = new Scope("chela-heartbeat");
    private final Rooms rooms;
    private final Pacemaker pacemaker;
    private final List<Registration> listening;
    private final Map<AgentId, Deque<Long>> wakes = new HashMap<>();

    @Activate
    public HeartbeatService(
            @Reference Ledger ledger, @Reference Intake intake, @Reference Post post, @Reference Runs runs, @Reference Sessions sessions,
            @Reference SystemEvents systemEvents, @Reference Events events, @Reference Agents agents, @Reference WorkspaceFiles files,
            @Reference AddressBook addresses, @Reference Owners owners, @Reference UsageBook usage, @Reference Clock clock, @Reference Config config,
            @Reference Reception open) {
        this(new Rooms(ledger, new BeatRows(ledger), intake, post, runs, systemEvents, agents, files, new Destinations(sessions, addresses, owners), usage,
                events, clock, config.section("agents", HeartbeatConfig.class),
                config.section("", ChannelsConfig.class)));
    }

    HeartbeatService(Rooms rooms) {
        this.rooms = rooms;
        pacemaker = new Pacemaker(rooms, threads);
        listening = List.of(rooms.events().listen(Turns.Ended.class, this::ended), rooms.events().listen(Outbox.Settled.class, this::settled));
        rooms.config().onChange(changed -> threads.start("heartbeats, configured", pacemaker::tick));
        threads.start("hearts begin to beat", pacemaker::start);
    }

    @Deactivate
    public void stop() {
        listening.forEach(Registration::close);
        pacemaker.stop();
        threads.close();
        rooms.config().close();
        rooms.channels().close();
    }

    private void ended(Turns.Ended end) {
        List<String> inputs = new ArrayList<>(end.steered());
        inputs.add(end.settled().run().value());
        inputs.stream().filter(pacemaker::isOpen).forEach(id -> threads.start("a heartbeat ended", () -> pacemaker.ended(id, end.settled())));
    }

    private void settled(Outbox.Settled settled) {
        if (settled.state() != Outbox.State.SENT) {
            settled.parcel().run().map(RunId::value).filter(run -> run.startsWith(Aftermath.TOLD)).ifPresent(run ->
                    threads.start("what a heartbeat told did not arrive", () -> pacemaker.undelivered(run.substring(Aftermath.TOLD.length()), settled.why())));
        }
    }

    /** Begins now, if it has not begun yet. */
    void started() {
        pacemaker.start();
    }

    /** Lets beat what is due, now. */
    void tick() {
        pacemaker.tick();
    }

    @Override
    public List<Plan> plans() {
        return rooms.agents().list().stream().map(agent -> {
            Pulse pulse = rooms.likely(agent);
            return new Plan(agent.id(), rooms.pulse(agent).map(Pulse::every).orElse(Duration.ZERO), pacemaker.next(agent.id()), pulse.prompt(), pulse.target(),
                    pulse.model(), pulse.slack());
        }).toList();
    }

    @Override
    public boolean on() {
        return !pacemaker.isOff();
    }

    @Override
    public void switchOn() {
        pacemaker.turn(false);
    }

    @Override
    public void switchOff() {
        pacemaker.turn(true);
    }

    @Override
    public Optional<ObjectNode> last() {
        return rooms.rows().last();
    }

    @Override
    public Optional<String> wake(SessionKey session, String text) {
        if (!mayWake(session.agent())) {
            rooms.systemEvents().add(session, text, SystemEvents.Weight.CALL);
            return Optional.of("agent \"" + session.agent() + "\" was woken " + MOST_WAKES + " times within a minute; the next heartbeat is told");
        }
        Said said = new Said(session, SystemEvents.line(rooms.clock().now(), text), List.of(), "", Manner.PLAIN.literally());
        pacemaker.wake("wake-" + UUID.randomUUID(), session, said);
        return Optional.empty();
    }

    private synchronized boolean mayWake(AgentId agent) {
        long now = rooms.now();
        Deque<Long> recent = wakes.computeIfAbsent(agent, id -> new ArrayDeque<>());
        recent.removeIf(at -> at <= now - MINUTE);
        boolean may = recent.size() < MOST_WAKES;
        if (may) {
            recent.addLast(now);
        }
        return may;
    }
}
