package dev.chela.gateway.internal.socket;

import dev.chela.api.rpc.Connections.Presence;
import dev.chela.api.rpc.Push;
import dev.chela.api.rpc.Scope;
import dev.chela.gateway.internal.Limits;
import dev.chela.gateway.internal.rpc.Requester;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArraySet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;

/** A connection that has shaken hands. */
final class Session implements Requester {
    private static final int SHUT_OUT = 4001;

    private final String id;
    private final Client client;
    private final SendQueue out;
    private final Set<String> topics = new CopyOnWriteArraySet<>();
    private final AtomicInteger strikes = new AtomicInteger();
    private final Consumer<Session> onChange;
    /** Who is at work on its requests, and why it is to end behind what they answer; empty for no end. */
    private final Map<Thread, String> serving = new ConcurrentHashMap<>();
    private volatile List<String> watched = List.of();

    /** @param onChange told when what others see of it has changed */
    Session(String id, Client client, SendQueue out, Consumer<Session> onChange) {
        this.id = id;
        this.client = client;
        this.out = out;
        this.onChange = onChange;
    }

    @Override
    public String connection() {
        return id;
    }

    Client who() {
        return client;
    }

    @Override
    public String role() {
        return client.role();
    }

    @Override
    public Set<Scope> scopes() {
        return client.scopes();
    }

    @Override
    public Set<String> caps() {
        return client.caps();
    }

    @Override
    public String client() {
        return client.id();
    }

    @Override
    public String origin() {
        return client.deviceId().isEmpty() ? client.ip() : client.deviceId();
    }

    @Override
    public void subscribe(String topic) {
        topics.add(topic);
    }

    @Override
    public void unsubscribe(String topic) {
        topics.remove(topic);
    }

    @Override
    public boolean subscribed(String topic) {
        return topics.contains(topic);
    }

    @Override
    public void watching(List<String> sessionKeys) {
        watched = List.copyOf(sessionKeys);
        onChange.accept(this);
    }

    List<String> watched() {
        return watched;
    }

    @Override
    public void send(byte[] frame) {
        out.send(frame);
    }

    void send(Event event) {
        out.send(event);
    }

    void close(int code, String reason) {
        out.close(code, reason);
    }

    /** Does what a request wants, on the caller's thread, and answers it. */
    void serve(Runnable request) {
        serving.put(Thread.currentThread(), "");
        try {
            request.run();
        } finally {
            String end = serving.remove(Thread.currentThread());
            if (!end.isEmpty()) {
                close(SHUT_OUT, end);
            }
        }
    }

    /**
     * Whoever it belongs to was shut out. Where it asked for that itself, it hears the answer first: a device that has a new token made
     * for itself would never know it.
     *
     * @return whether it has ended already
     */
    boolean end(String why) {
        if (serving.computeIfPresent(Thread.currentThread(), (self, none) -> why) != null) {
            return false;
        }
        close(SHUT_OUT, why);
        return true;
    }

    @Override
    public void strike() {
        if (strikes.incrementAndGet() > Limits.ROLE_ERRORS) {
            out.close(1008, "repeated unauthorized calls");
        }
    }

    @Override
    public void pardon() {
        strikes.setPlain(0);
    }

    boolean wants(Push.Audience audience) {
        return (audience.connection().isEmpty() || audience.connection().equals(id))
                && audience.scope().map(this::may).orElse(true)
                && (audience.topic().isEmpty() || topics.contains(audience.topic()))
                && hasOrLacks(audience.cap());
    }

    private boolean hasOrLacks(String cap) {
        return cap.isEmpty() || (cap.startsWith("!") ? !client.caps().contains(cap.substring(1)) : client.caps().contains(cap));
    }

    Presence presence() {
        return new Presence(id, client.id(), client.mode(), client.displayName(), client.version(), client.platform(),
                client.deviceFamily(), client.instanceId(), client.deviceId(), client.ip(), client.scopeNames(), client.role(),
                client.connectedAt());
    }
}
