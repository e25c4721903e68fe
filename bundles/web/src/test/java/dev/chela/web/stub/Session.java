package dev.chela.web.stub;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

/** One session: its transcript, and the events of a run in the order that the protocol's reference states. */
public final class Session {
    private final StubGateway gateway;
    private final House house;
    private final String key;
    private final List<Map<String, Object>> messages = new ArrayList<>();
    private boolean remarked;
    private final List<String> steered = new ArrayList<>();
    private String running = "";
    private String label = "";
    private String category = "";
    private String model = "";
    private int generation;
    private long at = System.currentTimeMillis();
    private volatile CountDownLatch stopped = new CountDownLatch(1);

    Session(StubGateway gateway, House house, String key) {
        this.gateway = gateway;
        this.house = house;
        this.key = key;
    }

    synchronized boolean busy() {
        return !running.isEmpty();
    }

    /** Takes what a person said; during a run it goes into that run and ends with it. @return whether it wants a run of its own */
    synchronized boolean takes(String run, String text) {
        record(Map.of("role", "user", "content", text, "idempotencyKey", run + ":user"));
        boolean goesIn = busy();
        if (goesIn) {
            steered.add(run);
        }
        return !goesIn;
    }

    public void label(String name, long changed) {
        label = name;
        at = changed;
    }

    void answer(Script script, String run, String message) {
        synchronized (this) {
            running = run;
            stopped = new CountDownLatch(1);
        }
        changed("agent.run.started");
        agent(run, "lifecycle", Map.of("phase", "start"));
        script.play(this, run, message);
        if (stopped.getCount() > 0 && !remarked) {
            over(run);
        } else {
            end(run);
        }
    }

    /** The run ends with the last message as its answer. */
    public synchronized void over(String run) {
        chat(run, Map.of("state", "final", "message", messages.get(messages.size() - 1)));
        end(run);
    }

    private void end(String run) {
        synchronized (this) {
            running = "";
            steered.forEach(each -> chat(each, Map.of("state", "final")));
            steered.clear();
        }
        house.settled(run);
        changed("agent.input.settled");
    }

    /** Speaks word by word, then records. */
    public void say(String run, String text) {
        speak(run, text);
        record(Map.of("role", "assistant", "content", List.of(Map.of("type", "text", "text", text))));
    }

    /** Speaks and does not record: the words are on their way. */
    public void speak(String run, String text) {
        var said = new StringBuilder();
        for (var word : text.split("(?<= )")) {
            said.append(word);
            delta(run, word, said.toString());
        }
    }

    public void delta(String run, String more, String whole) {
        chat(run, Map.of("state", "delta", "deltaText", more, "message", Map.of("role", "assistant", "content", List.of(Map.of("type", "text", "text", whole)))));
    }

    /** An answer that is told and not recorded, as a command's is. */
    public void remark(String run, String text) {
        remarked = true;
        chat(run, Map.of("state", "final", "message", Map.of("role", "assistant", "content", text)));
    }

    public void think(String run, String text) {
        agent(run, "thinking", Map.of("delta", text, "text", text));
    }

    public void call(String run, String id, String tool, Map<String, ?> args, String before) {
        var content = new ArrayList<Map<String, Object>>();
        if (!before.isEmpty()) {
            content.add(Map.of("type", "text", "text", before));
        }
        content.add(Map.of("type", "toolCall", "id", id, "name", tool, "arguments", args));
        record(Map.of("role", "assistant", "content", content));
        agent(run, "tool", Map.of("phase", "start", "name", tool, "toolCallId", id, "args", args));
    }

    public void result(String run, String id, String tool, String output, boolean failed) {
        var content = List.of(Map.of("type", "text", "text", output));
        record(Map.of("role", "toolResult", "toolCallId", id, "toolName", tool, "isError", failed, "content", content));
        agent(run, "tool", Map.of("phase", "result", "name", tool, "toolCallId", id, "isError", failed, "result", Map.of("content", content)));
    }

    public void fail(String run, String why) {
        stopped.countDown();
        chat(run, Map.of("state", "error", "errorMessage", why));
    }

    /** Until someone stops the run. */
    public void untilStopped(String run, String partial) {
        try {
            stopped.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        record(Map.of("role", "assistant", "content", List.of(Map.of("type", "text", "text", partial)), "stopReason", "aborted"));
        chat(run, Map.of("state", "aborted", "stopReason", "rpc"));
    }

    void stop() {
        stopped.countDown();
    }

    synchronized void patch(JsonNode asked) {
        label = asked.has("label") ? asked.get("label").asText("") : label;
        category = asked.has("category") ? asked.get("category").asText("") : category;
        model = asked.has("model") ? asked.get("model").asText("") : model;
        changed("patch");
    }

    /** As another client does it. */
    public synchronized void reset() {
        messages.clear();
        generation++;
        changed("reset");
    }

    synchronized Map<String, Object> history(int limit, int offset) {
        int to = Math.max(0, messages.size() - offset);
        int from = Math.max(0, to - limit);
        return Map.of("sessionKey", key, "sessionId", "s" + generation, "messages", List.copyOf(messages.subList(from, to)), "hasMore", from > 0,
                "totalMessages", messages.size(), "nextOffset", messages.size() - from, "sessionInfo", row());
    }

    synchronized Map<String, Object> row() {
        var row = new HashMap<String, Object>(Map.of("key", key, "kind", "direct", "agentId", key.split(":")[1], "isMain", key.endsWith(":main"), "updatedAt", at,
                "hasActiveRun", busy(), "activeRunIds", busy() ? List.of(running) : List.of()));
        if (!label.isEmpty()) {
            row.put("label", label);
        }
        if (!category.isEmpty()) {
            row.put("category", category);
        }
        if (!model.isEmpty()) {
            row.putAll(Map.of("modelProvider", model.split("/")[0], "model", model.split("/")[1], "modelOverrideSource", "user"));
        }
        return row;
    }

    /** As the transcript has it; silent for what was there before the page came. */
    public synchronized Map<String, Object> record(Map<String, ?> message) {
        int seq = messages.size() + 1;
        var mark = Map.of("id", "m" + generation + "-" + seq, "seq", seq);
        var whole = new HashMap<String, Object>(message);
        whole.put("timestamp", at);
        whole.put("__openclaw", mark);
        messages.add(whole);
        gateway.broadcast("session.message", Map.of("sessionKey", key, "message", whole, "messageId", mark.get("id"), "messageSeq", seq));
        return whole;
    }

    private void chat(String run, Map<String, ?> fields) {
        var payload = new HashMap<String, Object>(fields);
        payload.putAll(Map.of("runId", run, "sessionKey", key, "seq", 1));
        gateway.broadcast("chat", payload);
    }

    private void agent(String run, String stream, Map<String, ?> data) {
        gateway.broadcast("agent", Map.of("runId", run, "sessionKey", key, "stream", stream, "data", data, "seq", 1));
    }

    private void changed(String reason) {
        gateway.broadcast("sessions.changed", Map.of("sessionKey", key, "reason", reason, "session", row()));
    }
}
