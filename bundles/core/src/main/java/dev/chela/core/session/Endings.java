package dev.chela.core.session;

import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Reset and delete. All end what runs first; what is said while they change the session belongs to what comes after. */
@Component(service = Endings.class)
public final class Endings {
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Sessions sessions;
    private final Transcripts transcripts;
    private final Runs runs;
    private final Clock clock;

    @Activate
    public Endings(@Reference Sessions sessions, @Reference Transcripts transcripts, @Reference Runs runs,
            @Reference Clock clock) {
        this.sessions = sessions;
        this.transcripts = transcripts;
        this.runs = runs;
        this.clock = clock;
    }

    /** The conversation starts anew under the same key and id; what was said stays in the file, before a reset entry. */
    public Session reset(SessionKey key, String reason) {
        return inBetween(key, "the session is being reset", () -> renew(key, reason));
    }

    /** A conversation was begun anew, by the commit that this follows. @param reason {@code new} or {@code reset} */
    public record Renewed(SessionKey session, String reason) {}

    private Session renew(SessionKey key, String reason) {
        return sessions.commit(key, "reset", "reset", (current, step) -> {
            step.fact(new Renewed(key, reason));
            if (current.entries() == 0) {
                return current.renewed(UUID.randomUUID().toString(), clock.now().toEpochMilli());
            }
            String revision = UUID.randomUUID().toString();
            Entry entry = Entry.of("reset", revision, clock.now());
            entry.body().put("reason", reason);
            return transcripts.append(step, current, List.of(entry)).renewed(revision, clock.now().toEpochMilli());
        });
    }

    /**
     * @return whether there was such a session
     * @throws Permanent for a main session, which cannot be deleted
     */
    public boolean delete(SessionKey key) {
        return delete(key, session -> { });
    }

    /** @param agree asked when nothing runs in it any more; throws what speaks against it, and then the session stays */
    public boolean delete(SessionKey key, Consumer<Session> agree) {
        if (key.rest().equals("main")) {
            throw new Permanent("Cannot delete the main session (" + key + "); reset it instead");
        }
        return inBetween(key, "the session is being deleted", () -> {
            Optional<Session> session = sessions.find(key);
            session.ifPresent(agree);
            sessions.delete(key);
            return session.isPresent();
        });
    }

    /**
     * Ends and forgets all sessions of an agent that is no longer configured, its main session too.
     *
     * @return those that could not be, because a tool of theirs does not end
     */
    public List<SessionKey> purge(AgentId agent) {
        List<SessionKey> stayed = new ArrayList<>();
        sessions.glances().stream().map(Glance::key).filter(key -> key.agent().equals(agent)).forEach(key -> {
            boolean gone = runs.inBetween(key, "the agent is being removed", PATIENCE, () -> {
                sessions.delete(key);
                return true;
            }).isPresent();
            if (!gone) {
                stayed.add(key);
            }
        });
        return List.copyOf(stayed);
    }

    private <T> T inBetween(SessionKey key, String why, Supplier<T> change) {
        return runs.inBetween(key, why, PATIENCE, change).orElseThrow(() ->
                new Transient("session " + key + " still has a tool that does not end; try again", Duration.ofSeconds(5)));
    }
}
