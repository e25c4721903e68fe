package dev.chela.cli.chat;

import dev.chela.cli.chat.Screen.Tone;
import dev.chela.cli.json.Json;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;

/** What runs in the session, and what of it stands on the screen. Its conversation calls it, under its own lock. */
final class Runs {
    private final Screen screen;
    private final Set<String> running = new LinkedHashSet<>();
    private final Set<String> finished = new LinkedHashSet<>();
    /** Of all that have not ended, as far as is known here: a run may go on after a broken connection, below what it said before. */
    private final Map<String, Reply> replies = new LinkedHashMap<>();

    Runs(Screen screen) {
        this.screen = screen;
    }

    boolean isIdle() {
        return running.isEmpty();
    }

    /** Only the gateway knows what runs: this, or nothing when it is empty. */
    void settle(String inFlight) {
        running.clear();
        if (!inFlight.isEmpty()) {
            running.add(inFlight);
        }
        screen.endStream();
        screen.working(!running.isEmpty());
    }

    /** The gateway took the input that starts this run; a short run may be over before that is read. */
    void accepted(String runId) {
        if (!finished.contains(runId)) {
            started(runId);
        }
    }

    private Reply started(String runId) {
        running.add(runId);
        screen.working(true);
        return replies.computeIfAbsent(runId, id -> new Reply());
    }

    /** A {@code chat} event. */
    void chat(Json payload) {
        String runId = payload.get("runId").text();
        switch (payload.get("state").text()) {
            case "delta" -> delta(started(runId), payload);
            case "final" -> finish(runId, payload, "");
            case "aborted" -> finish(runId, payload, "Stopped.");
            case "error" -> finish(runId, payload, "The turn failed: " + payload.get("errorMessage").text("no reason given"));
            default -> { }
        }
    }

    /** A {@code chat.side_result} event: the end that follows does not say it again. */
    void aside(Json payload) {
        screen.endStream();
        screen.stream(payload.get("text").text());
        screen.endStream();
    }

    private void delta(Reply reply, Json payload) {
        String whole = new Message(payload.get("message")).text();
        if (payload.get("replace").isTrue() || !reply.goesOn(whole)) {
            screen.endStream();
            reply.anew();
        }
        screen.stream(reply.grown(whole));
    }

    private void finish(String runId, Json payload, String remark) {
        running.remove(runId);
        finished.add(runId);
        Reply reply = replies.remove(runId);
        String rest = (reply == null ? new Reply() : reply).rest(new Message(payload.get("message")).text());
        if (!rest.isEmpty()) {
            screen.stream(rest);
        }
        screen.endStream();
        if (!remark.isEmpty()) {
            screen.show(payload.get("state").text().equals("error") ? Tone.FAULT : Tone.NOTICE, remark);
        }
        screen.working(!running.isEmpty());
    }

    /** An {@code agent} event. */
    void agent(Json payload) {
        Json data = payload.get("data");
        String phase = data.get("phase").text();
        if (payload.get("stream").text().equals("lifecycle") && phase.equals("start")) {
            started(payload.get("runId").text());
        } else if (payload.get("stream").text().equals("tool")) {
            tool(phase, data);
        }
    }

    private void tool(String phase, Json data) {
        if (phase.equals("start")) {
            screen.endStream();
            screen.show(Tone.TOOL, "⚙ " + ToolWords.call(data));
        } else if (phase.equals("result")) {
            screen.endStream();
            screen.show(data.get("isError").isTrue() ? Tone.TOOL_FAILED : Tone.TOOL, "  ↳ " + ToolWords.result(data));
        }
    }
}
