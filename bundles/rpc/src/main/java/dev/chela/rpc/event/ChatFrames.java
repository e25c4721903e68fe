package dev.chela.rpc.event;

import dev.chela.api.event.AgentEvent;
import dev.chela.api.event.Run;
import dev.chela.api.rpc.Push;
import dev.chela.api.rpc.Push.Audience;
import dev.chela.api.rpc.Push.Slow;
import dev.chela.core.command.Apart;
import dev.chela.core.session.Notes;
import dev.chela.core.session.Runs;
import dev.chela.core.turn.Turns;
import dev.chela.rpc.chat.WireMessage;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The {@code chat} events of a run: its deltas, and exactly one end for every input that it took. Pure. */
final class ChatFrames {
    private ChatFrames() {}

    /** A client that cannot keep up gets the newest, and in it all that came since the one before: the whole answer so far. */
    static Push delta(AgentEvent.AssistantText text) {
        return new Push("chat", delta(text, text.delta()), Audience.READERS,
                new Slow.Latest("chat:" + text.run().id(), Optional.of(() -> delta(text, text.text()))));
    }

    private static Map<String, Object> delta(AgentEvent.AssistantText text, String delta) {
        Map<String, Object> payload = AgentFrames.data("runId", text.run().id().value(),
                "sessionKey", text.run().session().value(), "agentId", text.run().agent().value(), "seq", AgentFrames.number(text.run()),
                "state", "delta", "deltaText", delta,
                "message", WireMessage.growing(text.text(), text.run().at().toEpochMilli()));
        if (text.text().equals(delta)) {
            payload.put("replace", true);
        }
        return payload;
    }

    /** What a run does that has not said anything yet. */
    static Push status(Run run, String phase) {
        return new Push("chat", AgentFrames.data("runId", run.id().value(), "sessionKey", run.session().value(),
                "agentId", run.agent().value(), "seq", AgentFrames.number(run) + 1, "state", "status", "phase", phase),
                Audience.READERS, new Slow.Drop());
    }

    /** @param seq after every event of the run */
    static List<Push> ended(Turns.Ended ended, long seq) {
        List<Push> frames = new ArrayList<>(List.of(keep(own(ended, seq))));
        for (String steered : ended.steered()) {
            frames.add(keep(base(ended.settled(), steered, seq, state(ended.settled()))));
        }
        return frames;
    }

    /** A note looks like the end of a run that nobody saw begin. */
    static Push noted(Notes.Noted noted) {
        return keep(AgentFrames.data("runId", "note:" + noted.entry().id(), "sessionKey", noted.session().value(),
                "agentId", noted.session().agent().value(), "seq", 0, "state", "final", "message", WireMessage.of(noted.entry())));
    }

    /** An answer that stands beside the conversation, ahead of an end that does not have it. */
    static Push aside(Apart.Answered answered, long now) {
        Map<String, Object> payload = AgentFrames.data("kind", "btw", "runId", answered.run().value(), "sessionKey", answered.session().value(),
                "agentId", answered.session().agent().value(), "question", answered.asked(), "text", answered.answer(),
                "isError", answered.failed(), "ts", now, "seq", 0);
        return new Push("chat.side_result", payload, Audience.READERS, new Slow.Keep());
    }

    private static Map<String, Object> own(Turns.Ended ended, long seq) {
        Runs.Settled settled = ended.settled();
        Map<String, Object> payload = base(settled, settled.run().value(), seq, state(settled));
        ended.answer().filter(entry -> !settled.text().isEmpty()).ifPresent(entry -> {
            Map<String, Object> message = WireMessage.of(entry);
            payload.put("message", message);
            if (message.get("usage") instanceof Map<?, ?> usage && !usage.isEmpty()) {
                payload.put("usage", usage);
            }
        });
        payload.put("stopReason", ended.stopReason());
        if (settled.state() == Runs.State.ERROR) {
            payload.put("errorMessage", settled.error());
            payload.put("errorKind", settled.kind().isEmpty() ? "unknown" : settled.kind());
        }
        return payload;
    }

    private static Map<String, Object> base(Runs.Settled settled, String run, long seq, String state) {
        return AgentFrames.data("runId", run, "sessionKey", settled.session().value(),
                "agentId", settled.session().agent().value(), "seq", seq, "state", state);
    }

    private static String state(Runs.Settled settled) {
        return switch (settled.state()) {
            case ABORTED -> "aborted";
            case ERROR -> "error";
            default -> "final";
        };
    }

    private static Push keep(Map<String, Object> payload) {
        return new Push("chat", payload, Audience.READERS, new Slow.Keep());
    }
}
