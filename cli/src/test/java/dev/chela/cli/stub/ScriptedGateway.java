package dev.chela.cli.stub;

import dev.chela.cli.json.Json;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A gateway to try the terminal chat on by hand: {@code ScriptedGateway PORT}. It streams a story word by word, uses a tool
 * when the message holds "ls", drops the connection on "drop", and is as slow as a person can follow.
 */
public final class ScriptedGateway {
    private static final String KEY = "agent:main:main";
    private final StubGateway gateway;
    private final ScheduledExecutorService clock = Executors.newScheduledThreadPool(2);
    private final Map<String, AtomicBoolean> running = new ConcurrentHashMap<>();

    private ScriptedGateway(int port) {
        gateway = new StubGateway(port);
        gateway.answer("chat.history", history());
        gateway.answer("sessions.messages.subscribe", Json.object("subscribed", true, "key", KEY));
        gateway.answer("status", Json.object("sessions", Json.object("count", 1)));
        gateway.answer("system-presence", Json.of(List.of()));
        gateway.on("agent", request -> {
            request.answer(Json.object("runId", "r", "status", "accepted", "sessionKey", KEY));
            request.answer(Json.object("runId", "r", "status", "ok", "result",
                    Json.object("payloads", List.of(Json.object("text", "Hello from the stub.")))));
        });
        gateway.on("chat.send", this::send);
        gateway.on("chat.abort", this::abort);
    }

    private static Json history() {
        return Json.object("sessionKey", KEY, "sessionId", "s", "messages", List.of(
                Json.object("role", "user", "content", "An earlier question", "timestamp", 1),
                Json.object("role", "assistant", "timestamp", 2, "content",
                        List.of(Json.object("type", "text", "text", "An earlier answer.")))));
    }

    private void send(StubGateway.Request request) {
        String runId = request.params().get("idempotencyKey").text();
        String text = request.params().get("message").text();
        request.answer(Json.object("runId", runId, "status", "started"));
        if (text.equals("drop")) {
            gateway.drop(1012, "service restart");
        } else if (running.isEmpty()) {
            AtomicBoolean aborted = new AtomicBoolean();
            running.put(runId, aborted);
            clock.execute(() -> turn(runId, text, aborted));
        }
    }

    private void abort(StubGateway.Request request) {
        running.values().forEach(run -> run.set(true));
        request.answer(Json.object("ok", true, "aborted", true, "runIds", running.keySet()));
    }

    private void turn(String runId, String text, AtomicBoolean aborted) {
        agent(runId, "lifecycle", Json.object("phase", "start"));
        if (text.contains("ls")) {
            agent(runId, "tool", Json.object("phase", "start", "name", "exec", "toolCallId", "t1", "args",
                    Json.object("command", "ls -la /tmp")));
            pause(800);
            agent(runId, "tool", Json.object("phase", "result", "name", "exec", "toolCallId", "t1", "isError", false,
                    "result", Json.object("content", List.of(Json.object("type", "text", "text", "total 0\nfile-a\nfile-b")))));
        }
        StringBuilder said = new StringBuilder();
        String story = "You said: " + text + ".\n\nOnce upon a time there was a crab that wanted to see what happens when a line is "
                + "longer than the terminal is wide, so it walked and walked, sideways as crabs do, until the margin came.\n\n"
                + "- one claw\n- another claw\n\nThe end.";
        for (String word : story.split("(?<= )")) {
            if (aborted.get()) {
                break;
            }
            said.append(word);
            chat(runId, "delta", Json.object("deltaText", word, "message", message(said.toString())));
            pause(60);
        }
        running.remove(runId);
        agent(runId, "lifecycle", Json.object("phase", "end"));
        chat(runId, aborted.get() ? "aborted" : "final", Json.object("message", message(said.toString())));
    }

    private static Json message(String text) {
        return Json.object("role", "assistant", "content", List.of(Json.object("type", "text", "text", text)), "timestamp", 3);
    }

    private void chat(String runId, String state, Json extra) {
        gateway.push("chat", Json.object("runId", runId, "sessionKey", KEY, "seq", 1, "state", state,
                "deltaText", extra.get("deltaText"), "message", extra.get("message")));
    }

    private void agent(String runId, String stream, Json data) {
        gateway.push("agent", Json.object("runId", runId, "sessionKey", KEY, "stream", stream, "seq", 1, "data", data));
    }

    private void pause(long millis) {
        try {
            clock.schedule(() -> {}, millis, TimeUnit.MILLISECONDS).get();
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    public static void main(String... words) throws InterruptedException {
        new ScriptedGateway(Integer.parseInt(words[0]));
        Thread.currentThread().join();
    }
}
