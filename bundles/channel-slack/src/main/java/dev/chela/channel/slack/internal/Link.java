package dev.chela.channel.slack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.fault.Transient;
import dev.chela.api.net.WebSocket;
import dev.chela.api.net.WebSocket.Frame;
import dev.chela.api.task.TaskScope;
import java.nio.charset.StandardCharsets;

/** One connection of Socket Mode (docs.slack.dev, "Using Socket Mode"). What was told is acknowledged when it is stored, and told again until it is. */
final class Link {
    private final WebSocket line;
    private final Ear ear;
    private final TaskScope tasks;
    private final Watch watch;
    private boolean entered;

    /** Who is told what is heard. */
    interface Ear {
        void entered();

        /** @return whether it is on disk, or nothing was to be stored */
        boolean told(String type, JsonNode payload);

        void proven();
    }

    /**
     * How it ended.
     *
     * @param why empty where it is in order
     * @param entered whether Slack had let us in
     * @param stands whether more may come over it, while another one is opened
     */
    record End(String why, boolean entered, boolean stands) {}

    Link(WebSocket line, Ear ear, TaskScope tasks, Watch.Pace pace) {
        this.line = line;
        this.ear = ear;
        this.tasks = tasks;
        this.watch = new Watch(line, pace, ear::proven);
    }

    End serve() throws Refused {
        tasks.start("watch the line to Slack", watch);
        return listen();
    }

    /** What still comes after Slack wanted another line instead; ends when Slack ends it, or somebody here does. */
    void rest() {
        try {
            for (End end = listen(); end.stands(); end = listen()) {
                ear.proven();
            }
        } catch (Refused | Transient over) {
            ear.proven(); // Its successor learns it for itself.
        } finally {
            close();
        }
    }

    void close() {
        watch.end();
        line.close(1_000);
    }

    private End listen() throws Refused {
        while (true) {
            Frame frame = line.receive();
            if (frame instanceof Frame.Ended ended) {
                return new End(watch.foundDead() ? "the line was silent" : "the connection ended: " + ended.code() + " " + ended.reason(), entered, false);
            }
            watch.listening(false);
            JsonNode told = Json.read(((Frame.Said) frame).text());
            switch (told.path("type").asText()) {
                case "hello" -> {
                    entered = true;
                    ear.proven();
                    ear.entered();
                }
                case "disconnect" -> {
                    if (told.path("reason").asText().equals("link_disabled")) {
                        throw Refused.disabled();
                    }
                    watch.listening(true);
                    return new End("", entered, true);
                }
                default -> take(told);
            }
            watch.listening(true);
        }
    }

    private void take(JsonNode told) {
        String envelope = told.path("envelope_id").asText("");
        if (!envelope.isEmpty() && ear.told(told.path("type").asText(), told.path("payload"))) {
            ear.proven();
            line.send(new String(Json.write(Json.object().put("envelope_id", envelope)), StandardCharsets.UTF_8));
        }
    }
}
