package dev.chela.httpapi.internal.run;

import dev.chela.api.event.AgentEvent;
import dev.chela.api.id.RunId;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.event.Events;
import dev.chela.core.turn.Turns;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Listens to one run. What is said while nobody takes it is put together, so that a slow reader costs no more than the answer's
 * own length.
 */
final class Ear implements AutoCloseable {
    private static final String BETWEEN = "\n\n";

    private final RunId run;
    private final List<Registration> listening;
    private final StringBuilder unread = new StringBuilder();
    private int heard;
    private Outcome.Tokens tokens = Outcome.Tokens.NONE;
    private Optional<Turns.Ended> end = Optional.empty();

    Ear(Events events, RunId run) {
        this.run = run;
        listening = List.of(
                events.listen(AgentEvent.AssistantText.class, this::text),
                events.listen(AgentEvent.Spent.class, this::spent),
                events.listen(Turns.Ended.class, this::ended));
    }

    private synchronized void text(AgentEvent.AssistantText said) {
        if (!said.run().id().equals(run)) {
            return;
        }
        if (heard > 0 && said.text().equals(said.delta())) {
            unread.append(BETWEEN); // Another answer of the same run, after a tool.
            heard = 0;
        }
        unread.append(said.text(), Math.min(heard, said.text().length()), said.text().length());
        heard = said.text().length();
        notifyAll();
    }

    private synchronized void spent(AgentEvent.Spent spent) {
        if (spent.run().id().equals(run)) {
            tokens = tokens.plus(spent);
        }
    }

    private synchronized void ended(Turns.Ended ended) {
        if (ended.settled().run().equals(run) || ended.steered().contains(run.value())) {
            end = Optional.of(ended);
            notifyAll();
        }
    }

    synchronized Outcome.Tokens tokens() {
        return tokens;
    }

    /** What is new; empty when nothing was in time, or the run has ended. */
    synchronized String next(Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (unread.length() == 0 && end.isEmpty()) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                break;
            }
            wait(left);
        }
        String news = unread.toString();
        unread.setLength(0);
        return news;
    }

    /** Present once the run has ended, and everything it said has been taken. */
    synchronized Optional<Turns.Ended> end() {
        return unread.length() == 0 ? end : Optional.empty();
    }

    @Override
    public void close() {
        listening.forEach(Registration::close);
    }
}
