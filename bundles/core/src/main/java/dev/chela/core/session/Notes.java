package dev.chela.core.session;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Clock;
import dev.chela.core.event.Events;
import dev.chela.core.json.Json;
import dev.chela.core.store.Step;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Consumer;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Puts into a conversation what no model said: it stands there as the assistant's words, and later turns know of it. */
@Component(service = Notes.class)
public final class Notes {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final Sessions sessions;
    private final Transcripts transcripts;
    private final Events events;
    private final Clock clock;

    @Activate
    public Notes(@Reference Sessions sessions, @Reference Transcripts transcripts, @Reference Events events, @Reference Clock clock) {
        this.sessions = sessions;
        this.transcripts = transcripts;
        this.events = events;
        this.clock = clock;
    }

    /** A note was put in, by the commit that this follows. */
    public record Noted(SessionKey session, Entry entry) {}

    /**
     * @return the entry as it stands in the transcript
     * @throws Permanent when there is no such session
     * @throws Transient while a run is at work: nothing may stand between its calls and their results
     */
    public Entry add(SessionKey key, String text) {
        return add(key, text, step -> { });
    }

    /** The same; what else belongs to the commit is added to its step. */
    public Entry add(SessionKey key, String text, Consumer<Step.Builder> more) {
        if (sessions.find(key).isEmpty()) {
            throw new Permanent("There is no session " + key + ": send a message first, then it can take notes");
        }
        Entry note = Entry.message(UUID.randomUUID().toString(), clock.now(), message(text));
        Session session = sessions.commit(key, "note", "chat.inject", (current, step) -> {
            refuseAtWork(current);
            more.accept(step);
            return transcripts.append(step, current, List.of(note));
        });
        Entry placed = transcripts.context(session).stream().filter(entry -> entry.id().equals(note.id())).findFirst().orElse(note);
        events.publish(new Noted(key, placed));
        return placed;
    }

    private static void refuseAtWork(Session session) {
        if (session.last().isRunning()) {
            throw new Transient("session " + session.key() + " is at work on run " + session.last().runId()
                    + "; add the note when it has ended", SOON);
        }
    }

    private static ObjectNode message(String text) {
        ObjectNode message = Json.object().put("role", "assistant").put("provider", "chela").put("model", "note")
                .put("stopReason", "stop");
        message.putArray("content").add(Blocks.text(text));
        return message;
    }
}
