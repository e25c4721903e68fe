package dev.chela.core.reception.internal;

import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.channel.Channels;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Manner;
import dev.chela.core.inbox.Media;
import dev.chela.core.inbox.Said;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import dev.chela.core.task.Scope;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What one person writes in quick succession in one place is one message, and so are the parts of an album: it goes on once nobody has added to it for a while, under
 * the last one's name, so that the answer answers that. Until then each is a row of its own, which a restart takes up again.
 */
public final class Bursts {
    private static final Logger LOG = LoggerFactory.getLogger(Bursts.class);

    private record Key(SessionKey session, String channel, String account, String conversation, String thread, String sender) {}

    private record Burst(List<Input> inputs, Registration alarm) {
        /** What its last message is a part of. */
        String album() {
            return Bursts.album(inputs.get(inputs.size() - 1));
        }
    }

    private final Ledger ledger;
    private final Intake intake;
    private final Scope threads;
    private final Clock clock;
    private final Consumer<Input> next;
    private final Map<Key, Burst> open = new HashMap<>();

    public Bursts(Ledger ledger, Intake intake, Scope threads, Clock clock, Consumer<Input> next) {
        this.ledger = ledger;
        this.intake = intake;
        this.threads = threads;
        this.clock = clock;
        this.next = next;
    }

    /**
     * @param quiet after which it goes on; zero for at once
     * @param rest how long the rest of an album is waited for
     */
    public void take(Input input, Duration quiet, Duration rest) {
        Optional<Key> key = key(input);
        Duration wait = album(input).isEmpty() || rest.compareTo(quiet) < 0 ? quiet : rest;
        if (key.isEmpty()) {
            next.accept(input);
        } else if (wait.isZero() || !joins(input)) {
            end(key.get());
            next.accept(input);
        } else {
            endAnother(key.get(), quiet.isZero() ? album(input) : "");
            add(key.get(), input, wait);
        }
    }

    private void endAnother(Key key, String album) {
        boolean another;
        synchronized (this) {
            another = !album.isEmpty() && Optional.ofNullable(open.get(key)).filter(burst -> !burst.album().equals(album)).isPresent();
        }
        if (another) {
            end(key);
        }
    }

    private static String album(Input input) {
        return input.said().media().stream().map(Media::album).filter(album -> !album.isEmpty()).findFirst().orElse("");
    }

    /** Whatever this person has written here goes on now: an order follows. */
    public void end(Input order) {
        key(order).ifPresent(this::end);
    }

    public synchronized void stop() {
        open.values().forEach(burst -> burst.alarm().close());
        open.clear();
    }

    private static boolean joins(Input input) {
        Said said = input.said();
        return input.source().startsWith(Channels.SOURCE) && said.manner().equals(Manner.PLAIN);
    }

    private static Optional<Key> key(Input input) {
        return ReturnAddress.read(input.origin()).map(from -> new Key(input.said().session(), from.channel(), from.account(),
                from.conversation().id(), from.conversation().threadId(), from.sender()));
    }

    private synchronized void add(Key key, Input input, Duration quiet) {
        Optional<Burst> earlier = Optional.ofNullable(open.remove(key));
        earlier.ifPresent(burst -> burst.alarm().close());
        List<Input> inputs = new ArrayList<>(earlier.map(Burst::inputs).orElse(List.of()));
        inputs.add(input);
        open.put(key, new Burst(List.copyOf(inputs), clock.after(quiet, () -> over(key, inputs.size()))));
    }

    /** Off the clock's thread, and only when nothing was added while the alarm rang. */
    private void over(Key key, int size) {
        Optional<Burst> burst = remove(key, size);
        try {
            burst.ifPresent(whole -> threads.start("a burst of messages", () -> release(whole)));
        } catch (RejectedExecutionException ended) {
            LOG.debug("what '{}' wrote waits for the next start", key.sender());
        }
    }

    private synchronized Optional<Burst> remove(Key key, int size) {
        Optional<Burst> burst = Optional.ofNullable(open.get(key)).filter(found -> found.inputs().size() == size);
        burst.ifPresent(found -> open.remove(key));
        return burst;
    }

    private void end(Key key) {
        Optional<Burst> burst;
        synchronized (this) {
            burst = Optional.ofNullable(open.remove(key));
        }
        burst.ifPresent(found -> {
            found.alarm().close();
            release(found);
        });
    }

    private void release(Burst burst) {
        List<Input> inputs = burst.inputs();
        next.accept(inputs.size() == 1 ? inputs.get(0) : joined(inputs));
    }

    /** One commit: before it all of them wait, after it one, which says everything. */
    private Input joined(List<Input> inputs) {
        Input last = inputs.get(inputs.size() - 1);
        Said said = new Said(last.said().session(), each(inputs, "\n", Said::text),
                inputs.stream().flatMap(input -> input.said().media().stream()).toList(), "", Manner.PLAIN,
                new Said.Aside(each(inputs, "\n\n", one -> one.aside().text()), ""));
        Step.Builder step = Step.named("join");
        inputs.subList(0, inputs.size() - 1).forEach(input -> intake.close(step, input.id(), Intake.State.SETTLED));
        intake.reword(step, last.id(), said, last.origin());
        ledger.commit(step.build());
        return new Input(last.id(), last.source(), last.account(), last.eventId(), said, last.origin(), last.receivedAt());
    }

    private static String each(List<Input> inputs, String between, Function<Said, String> what) {
        return inputs.stream().map(Input::said).map(what).filter(text -> !text.isEmpty()).collect(Collectors.joining(between));
    }
}
