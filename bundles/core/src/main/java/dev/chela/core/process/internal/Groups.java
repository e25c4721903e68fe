package dev.chela.core.process.internal;

import dev.chela.core.process.internal.Warden.Signal;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Ends whole process groups: politely, then by force. */
public final class Groups {
    private static final Duration AFTER_FORCE = Duration.ofSeconds(1);

    private final Warden warden;

    public Groups(Warden warden) {
        this.warden = warden;
    }

    /**
     * Returns when nothing of the group is left, or after the patience and a second more: in a container whose first process reaps
     * nobody, ended members stay visible for ever.
     */
    public void end(long group, Duration patience) {
        if (!warden.alive(group)) {
            return;
        }
        warden.signal(group, Signal.TERM);
        if (!gone(group, patience)) {
            warden.signal(group, Signal.KILL);
            gone(group, AFTER_FORCE);
        }
    }

    /** Also of one that has not come as far as leading its group: until then the whole group is this process. */
    public void end(ProcessHandle leader, Duration patience) {
        end(leader.pid(), patience);
        leader.destroyForcibly();
    }

    private boolean gone(long group, Duration atMost) {
        long deadline = System.nanoTime() + atMost.toNanos();
        long pause = 1;
        while (warden.alive(group)) {
            if (System.nanoTime() > deadline || !paused(pause)) {
                return false;
            }
            pause = Math.min(50, pause * 2);
        }
        return true;
    }

    /** Nobody tells when a group has ended, so it is asked. @return false when interrupted: then there is no time left to wait */
    private static boolean paused(long millis) {
        try {
            TimeUnit.MILLISECONDS.sleep(millis);
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
