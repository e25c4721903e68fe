package dev.chela.testkit.slack;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.testkit.socket.Visitor;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Socket Mode (docs.slack.dev, "Using Socket Mode"): what is not acknowledged over one socket is told again over another. */
public final class Sockets {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final Set<String> tickets = new HashSet<>();
    private final List<Visitor> visitors = new ArrayList<>();
    private final Map<String, ObjectNode> waiting = new LinkedHashMap<>();
    private final List<ObjectNode> told = new ArrayList<>();
    private String address = "";
    private int opened;
    private boolean sure = true;

    void at(String where) {
        address = where;
    }

    /** @return good for one connection */
    synchronized String ticket() {
        String ticket = UUID.randomUUID().toString();
        tickets.add(ticket);
        return address + "/link/?ticket=" + ticket + "&app_id=" + FakeSlack.APP;
    }

    void serve(Visitor visitor) {
        if (!enter(visitor)) {
            visitor.close(1_008, "bad ticket");
            return;
        }
        try {
            for (Optional<String> next = visitor.receive(); next.isPresent(); next = visitor.receive()) {
                heard(FakeSlack.JSON.readTree(next.get()));
            }
        } catch (JsonProcessingException malformed) {
            visitor.close(1_003, "no JSON");
        } finally {
            left(visitor);
        }
    }

    private synchronized boolean enter(Visitor visitor) {
        String asked = visitor.asked();
        if (!tickets.remove(asked.replaceFirst(".*ticket=", "").replaceFirst("&.*", ""))) {
            return false;
        }
        opened++;
        visitors.add(visitor);
        ObjectNode hello = Shapes.object().put("type", "hello").put("num_connections", visitors.size());
        hello.putObject("debug_info").put("host", "applink-1").put("build_number", 10).put("approximate_connection_time", 18_060);
        hello.putObject("connection_info").put("app_id", FakeSlack.APP);
        say(visitor, hello);
        again(visitor);
        notifyAll();
        return true;
    }

    private void again(Visitor visitor) {
        waiting.values().forEach(envelope -> say(visitor, envelope.put("retry_attempt", envelope.path("retry_attempt").asInt() + 1).put("retry_reason", "timeout")));
    }

    private synchronized void heard(JsonNode answer) {
        if (sure) {
            waiting.remove(answer.path("envelope_id").asText());
        }
        notifyAll();
    }

    private synchronized void left(Visitor visitor) {
        visitors.remove(visitor);
        if (!visitors.isEmpty()) {
            again(visitors.get(visitors.size() - 1));
        }
        notifyAll();
    }

    synchronized void tell(String type, ObjectNode payload) {
        String id = UUID.randomUUID().toString();
        ObjectNode envelope = Shapes.object().put("envelope_id", id).put("type", type).put("accepts_response_payload", false)
                .put("retry_attempt", 0).put("retry_reason", "");
        envelope.set("payload", payload);
        waiting.put(id, envelope);
        told.add(payload);
        if (!visitors.isEmpty()) {
            say(visitors.get(visitors.size() - 1), envelope);
        }
        notifyAll();
    }

    private static void say(Visitor visitor, ObjectNode message) {
        try {
            visitor.send(FakeSlack.JSON.writeValueAsString(message));
        } catch (UncheckedIOException gone) {
            return; // It is told to the next one.
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** Everything that was told, as it is brought by request as well. */
    public synchronized List<ObjectNode> told() {
        return told.stream().map(ObjectNode::deepCopy).toList();
    }

    /** What was told and not acknowledged. */
    public synchronized int waiting() {
        return waiting.size();
    }

    /** Whether acknowledgements arrive from now on. */
    public synchronized void sure(boolean now) {
        sure = now;
    }

    /** Everything that waits is told once more. */
    public synchronized void repeat() {
        visitors.forEach(this::again);
    }

    /** Nothing that waits is told any more, as after some minutes. */
    public synchronized void giveUp() {
        waiting.clear();
        notifyAll();
    }

    /** Everybody is asked to come by another socket, and hears what is told meanwhile. */
    public synchronized void renew(String reason) {
        ObjectNode ask = Shapes.object().put("type", "disconnect").put("reason", reason);
        ask.putObject("debug_info").put("host", "applink-1");
        visitors.forEach(visitor -> say(visitor, ask));
    }

    /** Tells the oldest socket alone. */
    public synchronized void tellFirst(ObjectNode event, String id) {
        Visitor first = visitors.get(0);
        ObjectNode envelope = Shapes.object().put("envelope_id", id).put("type", "events_api").put("accepts_response_payload", false);
        envelope.set("payload", Shapes.payload(event, id));
        waiting.put(id, envelope);
        say(first, envelope);
    }

    /** Says something to everybody that Slack does not say. */
    public synchronized void garble(String text) {
        visitors.forEach(visitor -> visitor.send(text));
    }

    /** All connections break. */
    public synchronized void cut() {
        visitors.forEach(Visitor::close);
    }

    /** The oldest connection ends. */
    public synchronized void endFirst() {
        visitors.get(0).close(1_000, "");
        visitors.get(0).close();
    }

    /** Whoever is connected gets no sign of life any more, and nothing is told to him. */
    public synchronized void deafen() {
        visitors.forEach(Visitor::deafen);
        visitors.clear();
    }

    public synchronized int opened() {
        return opened;
    }

    public synchronized int connected() {
        return visitors.size();
    }

    /** Waits, a minute at most, looking again whenever anything happens here. */
    public synchronized void await(String what, BooleanSupplier reached) throws InterruptedException {
        long until = System.nanoTime() + PATIENCE_NANOS;
        while (!reached.getAsBoolean()) {
            if (System.nanoTime() > until) {
                throw new AssertionError("never: " + what + "; opened " + opened + ", connected " + visitors.size() + ", waiting " + waiting.size());
            }
            wait(1_000);
        }
    }
}
