package dev.chela.testkit.discord;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.testkit.socket.Visitor;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/** What bots hear live (discord.com/developers/docs/events/gateway). A session outlives its connection, and what it missed is told when it is resumed. */
public final class Gateway {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);
    private static final int MESSAGE_CONTENT = 1 << 15;

    private final Supplier<World> world;
    private final String token;
    private final List<Session> sessions = new ArrayList<>();
    private final List<Visitor> visitors = new ArrayList<>();
    private final List<Integer> goodbyes = new ArrayList<>();
    private String address = "";
    private long interval = 41_250;
    private boolean deaf;
    private int refusing;
    private int startsLeft = 999;
    private boolean content = true;
    private int identified;
    private int resumed;
    private int beats;

    Gateway(String token, Supplier<World> world) {
        this.token = token;
        this.world = world;
    }

    void at(String where) {
        address = where;
    }

    /** Where it is: what {@code GET /gateway} tells. */
    public String address() {
        return address;
    }

    synchronized int startsLeft() {
        return startsLeft;
    }

    synchronized int flags() {
        return content ? 1 << 19 : 0;
    }

    /** How many sessions may be begun until a second and a half later. */
    public synchronized void startsLeft(int left) {
        startsLeft = left;
    }

    /** Whether the intent is switched on by which messages have their words. */
    public synchronized void content(boolean on) {
        content = on;
    }

    void serve(Visitor visitor) {
        synchronized (this) {
            visitors.add(visitor);
            ObjectNode hello = Shapes.object().put("op", 10);
            hello.putObject("d").put("heartbeat_interval", interval);
            Session.say(visitor, hello);
        }
        try {
            for (Optional<String> next = visitor.receive(); next.isPresent(); next = visitor.receive()) {
                heard(visitor, FakeDiscord.JSON.readTree(next.get()));
            }
        } catch (JsonProcessingException malformed) {
            visitor.close(4_002, "Error while decoding payload.");
        } finally {
            left(visitor);
        }
    }

    /** Who takes leave for good has no session any more. */
    private synchronized void left(Visitor visitor) {
        goodbyes.add(visitor.closedWith());
        visitors.remove(visitor);
        boolean forGood = visitor.closedWith() == 1_000 || visitor.closedWith() == 1_001;
        sessions.removeIf(session -> forGood && session.line.filter(visitor::equals).isPresent());
        sessions.stream().filter(session -> session.line.filter(visitor::equals).isPresent()).forEach(session -> session.line = Optional.empty());
        notifyAll();
    }

    /** Whoever changes the world holds it while it is told, so that nothing happens between what a session sees first and what it is told. */
    private void heard(Visitor visitor, JsonNode payload) {
        World now = world.get();
        synchronized (now) {
            take(visitor, payload, now);
        }
    }

    private synchronized void take(Visitor visitor, JsonNode payload, World now) {
        switch (payload.path("op").asInt()) {
            case 1 -> beat(visitor);
            case 2 -> identify(visitor, payload.path("d"), now);
            case 6 -> resume(visitor, payload.path("d"));
            default -> visitor.close(4_001, "Unknown opcode.");
        }
        notifyAll();
    }

    private void beat(Visitor visitor) {
        beats++;
        if (!deaf) {
            Session.say(visitor, Shapes.object().put("op", 11));
        }
    }

    private void identify(Visitor visitor, JsonNode with, World now) {
        identified++;
        if (!with.path("token").asText().replaceFirst("^Bot ", "").equals(token)) {
            visitor.close(4_004, "Authentication failed.");
        } else if (refusing != 0) {
            visitor.close(refusing, refusing == 4_014 ? "Disallowed intent(s)." : "Refused.");
        } else if (!with.path("properties").has("os") || (with.path("intents").asInt() & MESSAGE_CONTENT) == 0) {
            visitor.close(4_002, "Error while decoding payload.");
        } else {
            Session session = new Session("s" + Long.toHexString(System.nanoTime()) + identified, visitor);
            sessions.add(session);
            session.tell("READY", ready(session.id));
            session.tell("GUILD_CREATE", now.guild());
        }
    }

    private ObjectNode ready(String session) {
        ObjectNode ready = Shapes.object().put("v", 10).put("session_id", session).put("session_type", "normal").put("resume_gateway_url", address);
        ready.set("user", Shapes.bot().put("verified", true).put("mfa_enabled", false).putNull("email"));
        ready.putArray("guilds").addObject().put("id", FakeDiscord.GUILD).put("unavailable", true);
        ready.putArray("private_channels");
        ready.putArray("relationships");
        ready.putObject("application").put("id", FakeDiscord.BOT_ID).put("flags", 1 << 19);
        return ready;
    }

    private void resume(Visitor visitor, JsonNode with) {
        Optional<Session> session = sessions.stream().filter(each -> each.id.equals(with.path("session_id").asText())).findFirst();
        if (!with.path("token").asText().replaceFirst("^Bot ", "").equals(token)) {
            visitor.close(4_004, "Authentication failed.");
        } else if (session.isEmpty()) {
            Session.say(visitor, Shapes.object().put("op", 9).put("d", false));
        } else if (with.path("seq").asInt() > session.get().told.size()) {
            visitor.close(4_007, "Invalid seq.");
        } else {
            resumed++;
            session.get().line.ifPresent(Visitor::close);
            session.get().line = Optional.of(visitor);
            session.get().told.stream().skip(with.path("seq").asLong()).forEach(payload -> Session.say(visitor, payload));
            session.get().tell("RESUMED", Shapes.object());
        }
    }

    synchronized void dispatch(String event, JsonNode data) {
        sessions.forEach(session -> session.tell(event, data));
        notifyAll();
    }

    /** @param millis between two beats of whoever connects from now on */
    public synchronized void interval(long millis) {
        interval = millis;
    }

    /** From now on no beat is answered, or each is again. */
    public synchronized void deaf(boolean now) {
        deaf = now;
    }

    /** Whoever is connected gets no sign of life any more, though the connection stands. */
    public synchronized void deafen() {
        visitors.forEach(Visitor::deafen);
    }

    /** Whoever identifies is refused by this code; 0 for nobody. */
    public synchronized void refuse(int code) {
        refusing = code;
    }

    /** All connections break. Sessions stay. */
    public synchronized void cut() {
        visitors.forEach(Visitor::close);
    }

    public synchronized void close(int code, String reason) {
        visitors.forEach(visitor -> visitor.close(code, reason));
    }

    /** Nothing can be resumed. */
    public synchronized void forget() {
        sessions.clear();
    }

    /** Says something to everybody who is connected: 1 asks for a beat, 7 to connect anew, 9 that the session is invalid. */
    public synchronized void order(int op, boolean resumable) {
        visitors.forEach(visitor -> Session.say(visitor, op == 9 ? Shapes.object().put("op", op).put("d", resumable) : Shapes.object().put("op", op)));
    }

    /** Says something to everybody that Discord does not say. */
    public synchronized void garble(String text) {
        visitors.forEach(visitor -> visitor.send(text));
    }

    public synchronized int identified() {
        return identified;
    }

    public synchronized int resumed() {
        return resumed;
    }

    public synchronized int beats() {
        return beats;
    }

    /** By which codes connections were closed from the other side; 0 where they broke. */
    public synchronized List<Integer> goodbyes() {
        return List.copyOf(goodbyes);
    }

    /** Whether a session hears what is said now. */
    public synchronized boolean heard() {
        return sessions.stream().anyMatch(session -> session.line.isPresent());
    }

    /** Waits, a minute at most, looking again whenever anything happens here. */
    public synchronized void await(String what, BooleanSupplier reached) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("never: " + what + "; identified " + identified + ", resumed " + resumed + ", beats " + beats);
            }
            wait(1_000);
        }
    }
}
