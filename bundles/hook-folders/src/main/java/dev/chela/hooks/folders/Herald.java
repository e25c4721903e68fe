package dev.chela.hooks.folders;

import dev.chela.api.channel.Outbound;
import dev.chela.api.hook.Hook;
import dev.chela.api.hook.Passage;
import dev.chela.api.hook.Passage.Gateway;
import dev.chela.api.hook.Passage.Moment;
import dev.chela.api.hook.Passage.Received;
import dev.chela.api.hook.Passage.Turning;
import dev.chela.api.hook.Verdict;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.task.Clock;
import dev.chela.core.event.Events;
import dev.chela.core.outbox.Outbox;
import dev.chela.core.session.Endings;
import dev.chela.core.session.RollOver;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Sessions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Stream;

/** Listens to what happens in the house, and tells it in OpenClaw's words, for as long as it is open. */
final class Herald implements AutoCloseable {
    private final Clock clock;
    private final Function<Told, List<CountDownLatch>> audience;
    private final Consumer<Runnable> soon;
    private final List<Runnable> ends = new ArrayList<>();

    /**
     * @param audience starts what is to run, and says when each is over
     * @param soon for what must not hold up whoever told it, in order
     */
    Herald(Events events, Clock clock, Stand stand, Function<Told, List<CountDownLatch>> audience, Consumer<Runnable> soon) {
        this.clock = clock;
        this.audience = audience;
        this.soon = soon;
        Stream.of(new AtMessages(), new AtTurns(), new AtTheDoor()).forEach(standing -> ends.add(stand.at(standing, Map.of())));
        listen(events.listen(Outbox.Settled.class, this::sent));
        listen(events.listen(Endings.Renewed.class, renewed -> tell("command", renewed.reason().equals("reset") ? "reset" : "new", renewed.session())));
        listen(events.listen(RollOver.Rolled.class, rolled -> tell("session", "auto-reset", rolled.session())));
        listen(events.listen(Runs.Halted.class, halted -> {
            if (halted.why().contains("/stop")) {
                tell("command", "stop", halted.session());
            }
        }));
        listen(events.listen(Sessions.Changed.class, changed -> {
            if (changed.reason().equals("patch")) {
                tell("session", "patch", changed.session().key());
            }
        }));
    }

    /** Makes a hook known, with the properties of its service. What comes back takes it away again. */
    @FunctionalInterface
    interface Stand {
        Runnable at(Hook<?> hook, Map<String, Object> properties);
    }

    private void listen(Registration registration) {
        ends.add(registration::close);
    }

    /** A script is never waited for, except at the end of everything. */
    private abstract static class Standing<P extends Passage> implements Hook<P> {
        private final Class<P> at;

        Standing(Class<P> at) {
            this.at = at;
        }

        @Override
        public Class<P> at() {
            return at;
        }

        @Override
        public Verdict<P> on(P passing) throws InterruptedException {
            see(passing);
            return Verdict.pass();
        }

        abstract void see(P passing) throws InterruptedException;
    }

    private final class AtMessages extends Standing<Received> {
        AtMessages() {
            super(Received.class);
        }

        @Override
        void see(Received said) {
            tell("message", "received", said.session(), Matters.of(said));
        }
    }

    private final class AtTurns extends Standing<Turning> {
        AtTurns() {
            super(Turning.class);
        }

        @Override
        void see(Turning turning) {
            switch (turning.change()) {
                case COMPACTING -> tell("session", "compact:before", turning.session());
                case COMPACTED -> tell("session", "compact:after", turning.session());
                default -> { }
            }
        }
    }

    private final class AtTheDoor extends Standing<Gateway> {
        AtTheDoor() {
            super(Gateway.class);
        }

        @Override
        void see(Gateway gateway) throws InterruptedException {
            boolean stops = gateway.moment() == Moment.STOPPING;
            Told told = new Told("gateway", stops ? "shutdown" : "startup", "", clock.now(), Map.of());
            if (!stops) {
                later(told);
                return;
            }
            CountDownLatch before = new CountDownLatch(1);
            soon.accept(before::countDown);
            before.await();
            for (CountDownLatch over : audience.apply(told)) {
                over.await();
            }
        }
    }

    private void sent(Outbox.Settled settled) {
        if (settled.state() == Outbox.State.SENT) {
            Outbound out = settled.parcel().out();
            later(new Told("message", "sent", "", clock.now(), Map.of("to", out.to().id(), "content", Matters.words(out), "channelId",
                    settled.parcel().channel(), "accountId", settled.parcel().account(), "success", true)));
        }
    }

    private void tell(String type, String action, SessionKey session) {
        tell(type, action, session, Map.of());
    }

    private void tell(String type, String action, SessionKey session, Map<String, Object> context) {
        later(new Told(type, action, session.value(), clock.now(), context));
    }

    private void later(Told told) {
        soon.accept(() -> audience.apply(told));
    }

    @Override
    public void close() {
        ends.forEach(Runnable::run);
    }
}
