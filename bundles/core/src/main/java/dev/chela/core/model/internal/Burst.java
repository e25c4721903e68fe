package dev.chela.core.model.internal;

import dev.chela.api.task.Clock;
import dev.chela.core.model.Models;
import java.time.Duration;
import java.time.Instant;

/**
 * Tells what came together as one: a server that sends fifty words in one packet causes one event and not fifty. Nobody waits longer
 * for a word, since whatever has come is told before its reader waits for more. A source that never announces a pause is told word
 * by word. For one thread.
 */
final class Burst {
    /** A server that never pauses is heard all the same. */
    private static final Duration LONGEST = Duration.ofMillis(50);

    private final Models.Listener listener;
    private final Clock clock;
    private final StringBuilder gathered = new StringBuilder();
    private boolean thought;
    private boolean pausing;
    private boolean told;
    private Instant since = Instant.MIN;

    Burst(Models.Listener listener, Clock clock) {
        this.listener = listener;
        this.clock = clock;
    }

    void text(String delta) {
        gather(delta, false);
    }

    void thinking(String delta) {
        gather(delta, true);
    }

    /** The source is about to wait for its server; it promises to say so each time. */
    void pause() {
        pausing = true;
        tell();
    }

    private void gather(String delta, boolean thinking) {
        if (thinking != thought) {
            tell();
            thought = thinking;
        }
        if (gathered.length() == 0) {
            since = clock.now();
        }
        gathered.append(delta);
        if (!pausing || clock.now().isAfter(since.plus(LONGEST))) {
            tell();
        }
    }

    /** Whether anything has been told. */
    boolean told() {
        return told;
    }

    void tell() {
        if (gathered.length() == 0) {
            return;
        }
        String whole = gathered.toString();
        gathered.setLength(0);
        told = true;
        if (thought) {
            listener.thinking(whole);
        } else {
            listener.text(whole);
        }
    }
}
