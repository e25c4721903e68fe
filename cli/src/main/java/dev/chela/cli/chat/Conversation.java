package dev.chela.cli.chat;

import dev.chela.cli.chat.Screen.Tone;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Gateway;
import dev.chela.cli.wire.Listener;
import dev.chela.cli.wire.Refusal;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/**
 * One session as a person at a terminal sees it. The single owner of what runs, what was said and what is not yet
 * acknowledged; every method may be called from any thread. What was typed and never acknowledged is sent again, with the
 * same key, after a broken connection: the gateway takes each key once.
 */
final class Conversation implements Listener {
    private static final int HISTORY = 30;

    private final Screen screen;
    private final Map<String, Reply> running = new LinkedHashMap<>();
    private final Map<String, String> unacknowledged = new LinkedHashMap<>();
    private final Set<String> mine = new LinkedHashSet<>();
    private final Set<String> finished = new LinkedHashSet<>();
    private String session;
    private @Nullable Gateway gateway;
    private long seen;
    private boolean greeted;

    Conversation(Screen screen, String session) {
        this.screen = screen;
        this.session = session;
    }

    /** A connection is there: shows what was said so far, or since the last one broke, and completes then. */
    synchronized CompletableFuture<Void> attach(Gateway fresh) {
        gateway = fresh;
        if (session.equals("main")) {
            session = fresh.mainSession();
        }
        fresh.request("sessions.messages.subscribe", Json.object("key", session));
        return fresh.request("chat.history", Json.object("sessionKey", session, "limit", HISTORY))
                .handle((history, fault) -> {
                    welcome(history, fault);
                    return null;
                });
    }

    private synchronized void welcome(@Nullable Json history, @Nullable Throwable fault) {
        if (history == null) {
            screen.show(Tone.FAULT, "The history of " + session + " could not be read: " + fault.getMessage());
        } else {
            session = history.get("sessionKey").text(session);
            settle(history.at("inFlightRun.runId").text());
            catchUp(history);
        }
        greeted = true;
        Map.copyOf(unacknowledged).forEach(this::send);
    }

    /** After a break only the gateway knows what still runs. */
    private void settle(String inFlight) {
        running.clear();
        if (!inFlight.isEmpty()) {
            running.put(inFlight, new Reply());
        }
        screen.endStream();
        screen.working(!running.isEmpty());
        notifyAll();
    }

    private void catchUp(Json history) {
        long place = 0;
        for (Json json : history.get("messages").items()) {
            Message message = new Message(json);
            place = message.seq(place + 1);
            if (place > seen) {
                seen = place;
                replay(message);
            }
        }
    }

    private void replay(Message message) {
        if (message.text().isBlank() || greeted && isMine(message)) {
            return;
        }
        if (message.role().equals("user")) {
            screen.show(Tone.USER, message.text());
        } else if (message.role().equals("assistant")) {
            screen.show(Tone.ASSISTANT, message.text());
        }
    }

    private boolean isMine(Message message) {
        return mine.stream().anyMatch(message::belongsTo);
    }

    synchronized void say(String text) {
        String runId = UUID.randomUUID().toString();
        mine.add(runId);
        unacknowledged.put(runId, text);
        screen.show(Tone.USER, text);
        send(runId, text);
    }

    private void send(String runId, String text) {
        if (gateway == null) {
            screen.show(Tone.NOTICE, "Not connected; the message is kept and sent when the gateway is back.");
            return;
        }
        // While a run is active the gateway's own default is to steer it with what comes in.
        Json params = Json.object("sessionKey", session, "message", text, "deliver", false, "idempotencyKey", runId);
        boolean steering = !running.isEmpty();
        gateway.request("chat.send", params).whenComplete((ack, fault) -> acknowledged(runId, steering, ack, fault));
    }

    private synchronized void acknowledged(String runId, boolean steering, @Nullable Json ack, @Nullable Throwable fault) {
        if (fault instanceof Refusal refusal) {
            unacknowledged.remove(runId);
            screen.show(Tone.FAULT, "Not sent: " + refusal.getMessage());
        } else if (ack != null && unacknowledged.remove(runId) != null && !steering
                // A short run may be over before its acknowledgement is read.
                && !finished.contains(runId)
                && ack.get("status").text().equals("started")) {
            started(runId);
        }
        notifyAll();
    }

    /** Stops what runs; answers whether there was anything. */
    synchronized boolean abort() {
        if (running.isEmpty() || gateway == null) {
            return false;
        }
        gateway.request("chat.abort", Json.object("sessionKey", session)).whenComplete(this::aborted);
        return true;
    }

    private synchronized void aborted(@Nullable Json answer, @Nullable Throwable fault) {
        if (fault != null) {
            screen.show(Tone.FAULT, "Not stopped: " + fault.getMessage());
        } else if (!answer.get("aborted").isTrue()) {
            settle("");
        }
    }

    @Override
    public synchronized void event(String name, Json payload) {
        if (!payload.get("sessionKey").text(session).equals(session)) {
            return;
        }
        switch (name) {
            case "chat":
                chat(payload.get("runId").text(), payload);
                break;
            case "agent":
                agent(payload.get("runId").text(), payload);
                break;
            case "session.message":
                appended(payload);
                break;
            case "shutdown":
                screen.show(Tone.NOTICE, "The gateway is going down (" + payload.get("reason").text("no reason given") + ").");
                break;
            default:
                break;
        }
    }

    private void chat(String runId, Json payload) {
        switch (payload.get("state").text()) {
            case "delta":
                delta(started(runId), payload);
                break;
            case "final":
                finish(runId, payload, "");
                break;
            case "aborted":
                finish(runId, payload, "Stopped.");
                break;
            case "error":
                finish(runId, payload, "The turn failed: " + payload.get("errorMessage").text("no reason given"));
                break;
            default:
                break;
        }
    }

    private Reply started(String runId) {
        Reply reply = running.computeIfAbsent(runId, id -> new Reply());
        screen.working(true);
        return reply;
    }

    private void delta(Reply reply, Json payload) {
        if (payload.get("replace").isTrue()) {
            if (reply.isUnderWay()) {
                screen.endStream();
            }
            screen.stream(reply.replace(new Message(payload.get("message")).text()));
        } else {
            screen.stream(reply.more(payload.get("deltaText").text()));
        }
    }

    private void finish(String runId, Json payload, String remark) {
        Reply reply = running.remove(runId);
        finished.add(runId);
        String rest = (reply == null ? new Reply() : reply).rest(new Message(payload.get("message")).text());
        if (!rest.isEmpty()) {
            screen.stream(rest);
        }
        screen.endStream();
        if (!remark.isEmpty()) {
            screen.show(payload.get("state").text().equals("error") ? Tone.FAULT : Tone.NOTICE, remark);
        }
        screen.working(!running.isEmpty());
        notifyAll();
    }

    private void agent(String runId, Json payload) {
        Json data = payload.get("data");
        String phase = data.get("phase").text();
        if (payload.get("stream").text().equals("lifecycle") && phase.equals("start")) {
            started(runId);
        } else if (payload.get("stream").text().equals("tool")) {
            tool(phase, data);
        }
    }

    private void tool(String phase, Json data) {
        if (phase.equals("start")) {
            screen.endStream();
            screen.show(Tone.TOOL, "⚙ " + ToolWords.call(data));
        } else if (phase.equals("result")) {
            boolean failed = data.get("isError").isTrue();
            screen.endStream();
            screen.show(failed ? Tone.TOOL_FAILED : Tone.TOOL, "  ↳ " + ToolWords.result(data));
        }
    }

    /** What others say in the same session: from the web page, or a messenger. */
    private void appended(Json payload) {
        Message message = new Message(payload.get("message"));
        seen = Math.max(seen, payload.get("messageSeq").number().orElse(0L));
        if (message.role().equals("user") && !isMine(message) && !message.text().isBlank()) {
            screen.endStream();
            screen.show(Tone.USER, message.text());
        }
    }

    @Override
    public synchronized void lost(String why) {
        gateway = null;
        running.clear();
        screen.endStream();
        screen.working(false);
        screen.show(Tone.NOTICE, "Connection lost: " + why + ".");
        notifyAll();
    }

    /** Waits until nothing runs and nothing is unacknowledged; answers false when the connection broke before. */
    synchronized boolean awaitIdle() throws InterruptedException {
        while (gateway != null && !(running.isEmpty() && unacknowledged.isEmpty())) {
            wait();
        }
        return gateway != null;
    }
}
