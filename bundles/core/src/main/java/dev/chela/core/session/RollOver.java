package dev.chela.core.session;

import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Clock;
import dev.chela.core.config.Config;
import dev.chela.core.session.ResetConfig.Kind;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Lets conversations begin anew at their hour, or after a rest: the transcript is put aside under the id that it had, and the key gets a
 * new one. Looked at when somebody says something, so nothing wakes the house at four. What a client named itself goes on.
 */
@Component(service = RollOver.class)
public final class RollOver {
    private final Sessions sessions;
    private final Transcripts transcripts;
    private final Runs runs;
    private final Clock clock;
    private final Config.Live<ResetConfig> config;
    private final ZoneId zone;

    @Activate
    public RollOver(@Reference Sessions sessions, @Reference Transcripts transcripts, @Reference Runs runs, @Reference Clock clock,
            @Reference Config config) {
        this(sessions, transcripts, runs, clock, config, ZoneId.systemDefault());
    }

    public RollOver(Sessions sessions, Transcripts transcripts, Runs runs, Clock clock, Config config, ZoneId zone) {
        this.sessions = sessions;
        this.transcripts = transcripts;
        this.runs = runs;
        this.clock = clock;
        this.config = config.section("session", ResetConfig.class);
        this.zone = zone;
    }

    @Deactivate
    public void close() {
        config.close();
    }

    /**
     * Before something is said. A run that goes on is not torn apart: what steers it belongs to its conversation.
     *
     * @param channel that it comes over; empty for none
     * @param saidAt when it arrived, which may be before the hour although it is taken up after it
     */
    public void before(SessionKey key, String channel, Instant saidAt) {
        Optional<Session> session = sessions.find(key);
        if (session.flatMap(found -> over(found, channel, saidAt)).isPresent() && runs.active(key).isEmpty()) {
            runs.whenFree(key, Duration.ZERO, () -> roll(key, channel, saidAt));
        }
    }

    private Optional<String> over(Session session, String channel, Instant saidAt) {
        return kind(session.key()).filter(kind -> session.entries() > 0).flatMap(kind -> Freshness.over(config.get().rule(kind, channel),
                Instant.ofEpochMilli(session.startedAt()), Instant.ofEpochMilli(session.touchedAt()), saidAt, zone));
    }

    /** Empty for what is no conversation over a channel and not the main one. */
    static Optional<Kind> kind(SessionKey key) {
        if (key.rest().equals("main")) {
            return Optional.of(Kind.DIRECT);
        }
        return SessionKeys.scope(key).map(scope -> !scope.room() ? Kind.DIRECT : scope.thread().isEmpty() ? Kind.GROUP : Kind.THREAD);
    }

    /** A conversation was begun anew by itself, by the commit that this follows. */
    public record Rolled(SessionKey session) {}

    private Session roll(SessionKey key, String channel, Instant saidAt) {
        return sessions.commit(key, "roll over", "reset", (current, step) -> {
            if (over(current, channel, saidAt).isEmpty()) {
                return current;
            }
            step.fact(new Rolled(key));
            step.move(current.file(), archive(current));
            return transcripts.append(step, current.rolled(UUID.randomUUID().toString(), clock.now().toEpochMilli()), List.of());
        });
    }

    private static String archive(Session session) {
        return session.file().replaceAll("\\.jsonl$", "." + session.id() + ".jsonl");
    }
}
