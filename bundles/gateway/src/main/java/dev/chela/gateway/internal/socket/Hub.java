package dev.chela.gateway.internal.socket;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chela.api.fault.Defect;
import dev.chela.api.rpc.Connections;
import dev.chela.api.rpc.Push;
import dev.chela.api.task.Clock;
import dev.chela.gateway.LiveDevices;
import dev.chela.gateway.internal.Limits;
import dev.chela.gateway.internal.json.Encoding;
import dev.chela.gateway.internal.json.Frames;
import dev.chela.gateway.internal.rpc.MethodTable;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** All connections that have shaken hands, and what they are all told. */
@Component(service = {Connections.class, LiveDevices.class, Hub.class})
public final class Hub implements Connections, LiveDevices {
    /** Who is present is announced once for all who came and went in this time. */
    private static final Duration GATHER = Duration.ofMillis(200);

    private final Clock clock;
    private final MethodTable methods;
    private final ObjectMapper mapper = Encoding.mapper();
    private final Map<String, Session> sessions = new ConcurrentHashMap<>();
    private final AtomicLong presenceVersion = new AtomicLong();
    private final AtomicLong healthVersion = new AtomicLong();
    private final AtomicBoolean announcing = new AtomicBoolean();
    private volatile URI address = URI.create("ws://127.0.0.1:0");
    private final Beat ticks;

    @Activate
    public Hub(@Reference Clock clock, @Reference MethodTable methods) {
        this.clock = clock;
        this.methods = methods;
        this.ticks = new Beat(clock, Limits.TICK, this::tick);
    }

    @Deactivate
    public void close() {
        ticks.close();
    }

    private void tick() {
        send(new Push("tick", Map.of("ts", clock.now().toEpochMilli()), Push.Audience.ALL, new Push.Slow.Keep()), mapper);
    }

    boolean heard(Push.Audience audience) {
        return sessions.values().stream().anyMatch(session -> session.wants(audience));
    }

    /** @param encoder knows the classes of the payload */
    void send(Push push, ObjectMapper encoder) {
        if (!heard(push.audience())) {
            return;
        }
        Event event = new Event(encode(push, encoder), push.slow(),
                whole -> encode(new Push(push.event(), whole, push.audience(), push.slow()), encoder));
        String only = push.audience().connection();
        if (only.isEmpty()) {
            sessions.values().forEach(session -> deliver(session, push, event));
        } else {
            Session session = sessions.get(only);
            if (session != null) {
                deliver(session, push, event);
            }
        }
    }

    private static void deliver(Session session, Push push, Event event) {
        if (session.wants(push.audience())) {
            session.send(event);
        }
    }

    private byte[] encode(Push push, ObjectMapper encoder) {
        try {
            return Frames.event(encoder, push.event(), push.payload(), versionsFor(push.event()));
        } catch (IOException e) {
            throw new Defect("the payload of event " + push.event() + " cannot be encoded: " + push.payload().getClass().getName(), e);
        }
    }

    private Map<String, Long> versionsFor(String event) {
        if (event.equals("health")) {
            healthVersion.incrementAndGet();
        }
        return event.equals("health") || event.equals("presence") ? versions() : Map.of();
    }

    Map<String, Long> versions() {
        return Map.of("presence", presenceVersion.get(), "health", healthVersion.get());
    }

    void add(Session session) {
        sessions.put(session.connection(), session);
        changed(session);
    }

    void remove(Session session) {
        if (sessions.remove(session.connection(), session)) {
            changed(session);
        }
    }

    void changed(Session session) {
        if (session.who().present()) {
            presenceVersion.incrementAndGet();
            if (announcing.compareAndSet(false, true)) {
                clock.after(GATHER, this::announce);
            }
        }
    }

    private void announce() {
        announcing.set(false);
        send(new Push("presence", Map.of("presence", present()), Push.Audience.READERS, new Push.Slow.Latest("presence")), mapper);
    }

    /** As {@code system-presence} shows it. */
    public List<PresenceEntry> present() {
        return sessions.values().stream().filter(s -> s.who().present()).map(PresenceEntry::of).toList();
    }

    /** Tells every connection why, and closes it. */
    public void closeAll(Push last, int code, String reason) {
        send(last, mapper);
        sessions.values().forEach(session -> session.close(code, reason));
    }

    @Override
    public void end(String device, String role, String why) {
        sessions.values().stream()
                .filter(session -> session.who().deviceId().equals(device) && (role.isEmpty() || session.role().equals(role)))
                .filter(session -> session.end(why))
                .forEach(this::remove);
    }

    public void listening(URI at) {
        address = at;
    }

    @Override
    public List<Presence> list() {
        return sessions.values().stream().map(Session::presence).toList();
    }

    @Override
    public List<String> methods() {
        return methods.names();
    }

    @Override
    public URI address() {
        return address;
    }
}
