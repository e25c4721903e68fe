package dev.chela.core.heartbeat.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.heartbeat.Heartbeats;
import dev.chela.core.heartbeat.internal.BeatRows.Beat;
import dev.chela.core.heartbeat.internal.BeatRows.State;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Said;
import dev.chela.core.session.Runs.Settled;
import dev.chela.core.store.Step;
import dev.chela.core.task.Alarm;
import dev.chela.core.task.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Decides when a heart beats. What was missed is made up for by one beat at the most. One lock is around all of it: what happens under it
 * are commits and the reading of small files.
 */
final class Pacemaker {
    private static final Logger LOG = LoggerFactory.getLogger(Pacemaker.class);
    /** How often it is looked whether the clock jumped: a beat that is an hour late by that harms nobody. */
    private static final Duration FARTHEST = Duration.ofHours(1);
    private static final Duration SOON = Duration.ofSeconds(5);

    private final Rooms rooms;
    private final Obstacles obstacles;
    private final Aftermath aftermath;
    private final Alarm alarm;
    /** The beats that have not ended. */
    private final Set<String> open = ConcurrentHashMap.newKeySet();
    /** When each agent's next beat is due: asked for whenever a client connects. */
    private final Map<AgentId, Long> due = new ConcurrentHashMap<>();
    private volatile boolean off;
    private boolean started;
    private boolean stopped;
    private boolean refused;

    Pacemaker(Rooms rooms, Scope threads) {
        this.rooms = rooms;
        this.obstacles = new Obstacles(rooms);
        this.aftermath = new Aftermath(rooms);
        this.off = rooms.rows().isOff();
        this.alarm = new Alarm(rooms.clock(), threads, "heartbeat", FARTHEST, this::tick);
    }

    /** Takes up what a stop interrupted, and what is due; once. */
    synchronized void start() {
        if (started || stopped) {
            return;
        }
        started = true;
        rooms.rows().open().forEach(beat -> {
            open.add(beat.id());
            rooms.runs().await(new RunId(beat.id()), Duration.ZERO).ifPresent(end -> ended(beat.id(), end));
        });
        tick();
    }

    /** The alarm rang, or something changed. */
    synchronized void tick() {
        if (stopped || !started) {
            return;
        }
        refused = false;
        Map<AgentId, Long> next = new HashMap<>();
        if (!off) {
            rooms.agents().list().stream().flatMap(agent -> rooms.pulse(agent).stream()).forEach(pulse -> next.put(pulse.agent().id(), after(pulse)));
        }
        due.keySet().retainAll(next.keySet());
        due.putAll(next);
        alarm.set(next.values().stream().mapToLong(Long::longValue).min(), refused ? SOON : Duration.ZERO);
    }

    OptionalLong next(AgentId agent) {
        return Optional.ofNullable(due.get(agent)).stream().mapToLong(Long::longValue).findFirst();
    }

    boolean isOff() {
        return off;
    }

    /** Lets a heart beat if it is time. @return when it is time again */
    private long after(Pulse pulse) {
        State state = reckoned(pulse);
        long now = rooms.now();
        if (state.next() > now) {
            return state.next();
        }
        long every = pulse.every().toMillis();
        long due = state.next() + (now - state.next()) / every * every;
        try {
            beat(pulse, state.due(due + every, every), due);
        } catch (Transient full) {
            LOG.warn("the heartbeat of agent {} waits: {}", pulse.agent().id(), full.getMessage());
            refused = true;
            return now;
        } catch (Permanent impossible) {
            skip(pulse, state.due(due + every, every), String.valueOf(impossible.getMessage()));
        }
        return due + every;
    }

    /** Anew when the interval is another one than it was, or the clock went back. */
    private State reckoned(Pulse pulse) {
        long every = pulse.every().toMillis();
        long latest = rooms.now() + every;
        State state = rooms.rows().state(pulse.agent().id().value()).orElse(new State(pulse.agent().id().value(), 0, 0, "", 0, 0));
        if (state.every() == every && state.next() <= latest) {
            return state;
        }
        State anew = state.due(latest, every);
        rooms.ledger().commit(Step.named("heartbeat reckoned").change(BeatRows.save(anew)).build());
        return anew;
    }

    private void beat(Pulse pulse, State state, long due) {
        Optional<String> obstacle = obstacles.inTheWay(pulse, pulse.session());
        if (obstacle.isPresent()) {
            skip(pulse, state, obstacle.get());
            return;
        }
        Checklist list = Checklist.of(rooms.files(), pulse.agent());
        List<SessionKey> places = places(pulse, list);
        if (places.isEmpty()) {
            skip(pulse, state, Obstacles.EMPTY);
            return;
        }
        String id = Heartbeats.PREFIX + pulse.agent().id() + "@" + due;
        for (SessionKey place : places.subList(1, places.size())) {
            submit(pulse, id + ":" + place.rest(), place, new Checklist("", false), List.of());
        }
        if (!submit(pulse, id, places.get(0), places.get(0).equals(pulse.session()) ? list : new Checklist("", false), List.of(BeatRows.save(state)))) {
            rooms.ledger().commit(Step.named("heartbeat advanced").change(BeatRows.save(state)).build());
        }
    }

    /** The agent's own conversation, when there is something to look after; and those that call for a look. */
    private List<SessionKey> places(Pulse pulse, Checklist list) {
        List<SessionKey> calling = rooms.systemEvents().calling().stream().filter(key -> key.agent().equals(pulse.agent().id())).toList();
        boolean own = calling.contains(pulse.session()) || !list.isEmpty() || !list.exists() && pulse.hasOwnPrompt();
        List<SessionKey> places = new ArrayList<>(own ? List.of(pulse.session()) : List.of());
        calling.stream().filter(key -> !key.equals(pulse.session())).forEach(places::add);
        return places;
    }

    private boolean submit(Pulse pulse, String id, SessionKey session, Checklist list, List<Step.Change> alongside) {
        long now = rooms.now();
        List<Step.Change> changes = new ArrayList<>(alongside);
        changes.add(BeatRows.begin(new Beat(id, pulse.agent().id().value(), "interval", now)));
        return accepted(new Input(id, "heartbeat", "", id, pulse.words(session, list, rooms.clock().now()), "", now), changes);
    }

    private boolean accepted(Input input, List<Step.Change> changes) {
        boolean fresh = false;
        open.add(input.id());
        try {
            fresh = rooms.intake().submit(input, changes).fresh();
            return fresh;
        } finally {
            if (!fresh && rooms.rows().find(input.id()).isEmpty()) {
                open.remove(input.id());
            }
        }
    }

    private void skip(Pulse pulse, State state, String why) {
        Step.Builder step = Step.named("heartbeat skipped");
        long today = Obstacles.today(rooms.clock().now());
        boolean warn = why.startsWith(Obstacles.BUDGET) && state.warned() != today;
        if (warn) {
            LOG.warn("no more heartbeats today: {}", why);
            if (rooms.destinations().of(pulse) instanceof Listener.Someone someone) {
                aftermath.send(step, "warned:" + pulse.agent().id() + "@" + today, someone.address(), "No more heartbeats today: " + why.substring(Obstacles.BUDGET.length() + 2) + ".");
            }
        }
        step.change(BeatRows.save(warn ? state.warned(today) : state));
        Aftermath.tell(step, Report.skipped(rooms.now(), pulse.agent().id().value(), why));
        rooms.ledger().commit(step.build());
    }

    /** @throws Transient when the inbox is full */
    void wake(String id, SessionKey session, Said said) {
        long now = rooms.now();
        accepted(new Input(id, "wake", "", id, said, "", now), List.of(BeatRows.begin(new Beat(id, session.agent().value(), "wake", now))));
    }

    boolean isOpen(String id) {
        return open.contains(id);
    }

    synchronized void ended(String id, Settled end) {
        if (!stopped) {
            open.remove(id);
            rooms.rows().find(id).ifPresent(beat -> aftermath.of(beat, end));
        }
    }

    /** What somebody was told did not get there. */
    synchronized void undelivered(String id, String why) {
        if (!stopped) {
            rooms.rows().find(id).ifPresent(beat -> {
                Step.Builder step = Step.named("heartbeat undelivered");
                Aftermath.tell(step, Report.failed(rooms.now(), beat.agent(), why));
                rooms.ledger().commit(step.build());
            });
        }
    }

    synchronized void turn(boolean nowOff) {
        rooms.ledger().commit(Step.named("heartbeats switched").change(BeatRows.off(nowOff)).build());
        off = nowOff;
        start();
        tick();
    }

    synchronized void stop() {
        stopped = true;
        alarm.clear();
    }
}
