package dev.chela.core.turn.internal.reply;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.turn.internal.settings.BlockSettings.Coalesce;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Makes one block of those that follow each other closely: it leaves when it is long enough, or when nothing has come for a while. What
 * is still here at the end leaves with the answer.
 */
final class Gathering implements AutoCloseable {
    private final Coalesce settings;
    private final Clock clock;
    private final Consumer<Runnable> threads;
    private final Consumer<String> out;
    private final StringBuilder gathered = new StringBuilder();
    private Optional<Registration> alarm = Optional.empty();
    private boolean closed;

    /** @param threads runs what may block @param out never called twice at once, nor after the end */
    Gathering(Coalesce settings, Clock clock, Consumer<Runnable> threads, Consumer<String> out) {
        this.settings = settings;
        this.clock = clock;
        this.threads = threads;
        this.out = out;
    }

    synchronized void add(String block) {
        alarm.ifPresent(Registration::close);
        if (gathered.length() > 0 && gathered.length() + block.length() > settings.most()) {
            leave();
        }
        gathered.append(block);
        if (gathered.length() >= settings.least()) {
            leave();
        } else {
            alarm = Optional.of(clock.after(settings.idle(), () -> threads.accept(this::idle)));
        }
    }

    private synchronized void idle() {
        if (!closed) {
            leave();
        }
    }

    private void leave() {
        if (gathered.length() > 0) {
            String block = gathered.toString();
            gathered.setLength(0);
            out.accept(block);
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        alarm.ifPresent(Registration::close);
    }
}
