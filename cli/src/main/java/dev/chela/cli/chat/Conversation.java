package dev.chela.cli.chat;

import dev.chela.cli.chat.Screen.Tone;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Gateway;
import dev.chela.cli.wire.Listener;
import dev.chela.cli.wire.Refusal;
import java.util.HashSet;
import java.util.Set;
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
    private final Runs runs;
    private final Typed typed = new Typed();
    /** Questions that stand on the screen. */
    private final Set<String> asked = new HashSet<>();
    private String session;
    private @Nullable Gateway gateway;
    private long seen;
    private boolean greeted;

    Conversation(Screen screen, String session) {
        this.screen = screen;
        this.runs = new Runs(screen);
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
            runs.settle(history.at("inFlightRun.runId").text());
            catchUp(history);
        }
        greeted = true;
        gateway.request("question.list", Json.object()).whenComplete(this::askedBefore);
        typed.eachUnsettled(this::send);
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
        if (message.text().isBlank() || greeted && typed.includes(message)) {
            return;
        }
        switch (message.role()) {
            case "user" -> screen.show(Tone.USER, message.text());
            // What the house answered to a command has its place between what the assistant said.
            case "assistant", "system" -> screen.show(Tone.ASSISTANT, message.text());
            default -> { }
        }
    }

    synchronized void say(String text) {
        String key = typed.add(text);
        screen.show(Tone.USER, text);
        send(key, text);
    }

    private void send(String key, String text) {
        if (gateway == null) {
            screen.show(Tone.NOTICE, "Not connected; the message is kept and sent when the gateway is back.");
            return;
        }
        // While a run is active the gateway's own default is to steer it with what comes in.
        Json params = Json.object("sessionKey", session, "message", text, "deliver", false, "idempotencyKey", key);
        boolean steering = !runs.isIdle();
        gateway.request("chat.send", params).whenComplete((ack, fault) -> acknowledged(key, steering, ack, fault));
    }

    private synchronized void acknowledged(String key, boolean steering, @Nullable Json ack, @Nullable Throwable fault) {
        if (fault instanceof Refusal refusal) {
            typed.settle(key);
            screen.show(Tone.FAULT, "Not sent: " + refusal.getMessage());
        } else if (ack != null && typed.settle(key) && !steering && ack.get("status").text().equals("started")) {
            runs.accepted(key);
        }
        notifyAll();
    }

    /** Stops what runs, and what is about to; answers whether there was anything. */
    synchronized boolean abort() {
        if (gateway == null || runs.isIdle() && typed.isSettled()) {
            return false;
        }
        gateway.request("chat.abort", Json.object("sessionKey", session)).whenComplete(this::aborted);
        return true;
    }

    private synchronized void aborted(@Nullable Json answer, @Nullable Throwable fault) {
        if (fault != null) {
            screen.show(Tone.FAULT, "Not stopped: " + fault.getMessage());
        } else if (!answer.get("aborted").isTrue()) {
            runs.settle("");
            notifyAll();
        }
    }

    @Override
    public synchronized void event(String name, Json payload) {
        if (!payload.get("sessionKey").text(session).equals(session)) {
            return;
        }
        switch (name) {
            case "chat" -> runs.chat(payload);
            case "chat.side_result" -> runs.aside(payload);
            case "agent" -> runs.agent(payload);
            case "session.message" -> appended(payload);
            case "question.requested" -> asked(payload);
            case "shutdown" -> screen.show(Tone.NOTICE,
                    "The gateway is going down (" + payload.get("reason").text("no reason given") + ").");
            default -> { }
        }
        notifyAll();
    }

    /** The next message answers it. */
    private void asked(Json inquiry) {
        if (asked.add(inquiry.get("id").text())) {
            screen.endStream();
            screen.show(Tone.ASSISTANT, QuestionWords.of(inquiry));
        }
    }

    /** What was asked while nobody was connected. */
    private synchronized void askedBefore(@Nullable Json list, @Nullable Throwable fault) {
        if (fault == null) {
            list.get("questions").items().stream().filter(each -> each.get("sessionKey").text().equals(session)).forEach(this::asked);
        }
    }

    /** What others say in the same session: from the web page, or a messenger. */
    private void appended(Json payload) {
        Message message = new Message(payload.get("message"));
        seen = Math.max(seen, payload.get("messageSeq").number().orElse(0L));
        if (message.role().equals("user") && !typed.includes(message) && !message.text().isBlank()) {
            screen.endStream();
            screen.show(Tone.USER, message.text());
        }
    }

    @Override
    public synchronized void lost(String why) {
        gateway = null;
        runs.settle("");
        screen.show(Tone.NOTICE, "Connection lost: " + why + ".");
        notifyAll();
    }

    /** Waits until nothing runs and nothing is unacknowledged; answers false when the connection broke before. */
    synchronized boolean awaitIdle() throws InterruptedException {
        while (gateway != null && !(runs.isIdle() && typed.isSettled())) {
            wait();
        }
        return gateway != null;
    }
}
