package dev.chela.core.heartbeat.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.json.Json;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.text.Excerpt;

/** What came of a beat, in the protocol's words. */
final class Report {
    private static final int PREVIEW = 200;

    private final ObjectNode event;

    private Report(long now, String agent, String status, String indicator) {
        event = Json.object().put("ts", now).put("status", status).put("agentId", agent);
        if (!indicator.isEmpty()) {
            event.put("indicatorType", indicator);
        }
    }

    static Report skipped(long now, String agent, String why) {
        return new Report(now, agent, "skipped", "").because(why);
    }

    static Report nothing(long now, String agent) {
        return new Report(now, agent, "ok-token", "ok").silently();
    }

    static Report sent(long now, String agent, ReturnAddress to) {
        return new Report(now, agent, "sent", "alert").toldTo(to);
    }

    static Report failed(long now, String agent, String why) {
        return new Report(now, agent, "failed", "error").because(why);
    }

    static Report unseen(long now, String agent) {
        return new Report(now, agent, "skipped", "alert").because(Obstacles.UNSEEN);
    }

    /** That there is nothing to tell was told all the same. */
    Report toldTo(ReturnAddress to) {
        event.remove("silent");
        event.put("to", to.conversation().id()).put("channel", to.channel()).put("accountId", to.account());
        return this;
    }

    /** Clients show nothing of it. */
    Report unmarked() {
        event.remove("indicatorType");
        return this;
    }

    Report because(String why) {
        event.put("reason", why);
        return this;
    }

    private Report silently() {
        event.put("silent", true);
        return this;
    }

    Report lasting(long millis) {
        event.put("durationMs", Math.max(0, millis));
        return this;
    }

    Report saying(String text) {
        event.put("preview", Excerpt.line(text, PREVIEW));
        return this;
    }

    ObjectNode event() {
        return event;
    }
}
