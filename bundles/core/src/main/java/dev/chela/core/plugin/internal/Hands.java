package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.core.task.Threads;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.BooleanSupplier;
import org.osgi.framework.Bundle;

/**
 * Does what runs a plugin's own code on a thread for nothing else: starting, making its components, stopping. One that hangs there is
 * interrupted, and left behind if it does not heed that; nobody else waits for it. No virtual threads: a plugin's locks would hold their carriers.
 */
final class Hands {
    /** How long a plugin may take to start, to be made, or to stop when the calls in it have ended. */
    private static final Duration LIMIT = Duration.ofSeconds(10);
    /** Longer than the registries let the calls into a plugin drain, together. */
    private static final Duration DRAINED = Duration.ofSeconds(45);
    private static final long GRACE_MILLIS = 1_000;

    private final ThreadFactory threads = Threads.named("plugin-hand");

    /**
     * @param what as in "it does not start"
     * @throws Permanent naming the line where the plugin hangs; else what the work threw
     * @throws InterruptedException when this thread is; the work is interrupted, too
     */
    void limited(Bundle bundle, String what, Work work) throws InterruptedException {
        limited(bundle, what, () -> false, work);
    }

    /** @param busy whether others, who have limits of their own, are what is waited for */
    void limited(Bundle bundle, String what, BooleanSupplier busy, Work work) throws InterruptedException {
        FutureTask<Void> task = new FutureTask<>(() -> {
            work.run();
            return null;
        });
        Thread hand = threads.newThread(task);
        hand.start();
        try {
            await(task, busy);
        } catch (TimeoutException late) {
            throw leave(bundle, what, hand);
        } catch (InterruptedException stopped) {
            hand.interrupt();
            throw stopped;
        }
    }

    private static void await(FutureTask<Void> task, BooleanSupplier busy) throws InterruptedException, TimeoutException {
        long most = System.nanoTime() + DRAINED.toNanos();
        while (true) {
            try {
                task.get(LIMIT.toMillis(), TimeUnit.MILLISECONDS);
                return;
            } catch (TimeoutException late) {
                if (!busy.getAsBoolean() || System.nanoTime() > most) {
                    throw late;
                }
            } catch (ExecutionException fault) {
                if (fault.getCause() instanceof RuntimeException thrown) {
                    throw thrown;
                }
                throw new Permanent(String.valueOf(fault.getCause()), fault.getCause());
            }
        }
    }

    private static Permanent leave(Bundle bundle, String what, Thread hand) throws InterruptedException {
        String where = where(bundle, hand.getStackTrace());
        hand.interrupt();
        hand.join(GRACE_MILLIS);
        return new Permanent(what + " within " + LIMIT.toSeconds() + " s" + where
                + (hand.isAlive() ? "; it does not heed an interrupt either, and keeps a thread until the gateway stops" : ""));
    }

    /** The first line of the plugin itself, told as a stack trace does. */
    static String where(Bundle bundle, StackTraceElement[] stack) {
        for (StackTraceElement line : stack) {
            if (isOf(bundle, line)) {
                return ": it hangs at " + line;
            }
        }
        return "";
    }

    /** What the JVM makes of a lambda goes by the name of the class that it stands in. */
    static boolean isOf(Bundle bundle, StackTraceElement line) {
        String type = line.getClassName().replaceFirst("\\$\\$.*", "").replace('.', '/');
        return bundle.getState() != Bundle.UNINSTALLED && bundle.getEntry(type + ".class") != null;
    }

    /** A fault of its own is a {@link Permanent}. */
    @FunctionalInterface
    interface Work {
        void run() throws InterruptedException;
    }
}
