package dev.chela.core.audience.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.event.AgentEvent;
import dev.chela.api.event.AgentEvent.AssistantText;
import dev.chela.api.event.AgentEvent.Lifecycle;
import dev.chela.api.event.AgentEvent.Phase;
import dev.chela.api.event.AgentEventListener;
import dev.chela.api.event.Run;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.event.internal.InProcessEvents;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.GuestBook;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ListenersTest {
    private static final Guest GUEST = new Guest(7, "test.listener", "1.0.0");

    private final InProcessEvents events = new InProcessEvents();
    private final GuestBook guests = new GuestBook();
    private final Listeners listeners = new Listeners(guests, events);
    private long seq;

    @AfterEach
    void close() {
        listeners.close();
        guests.close();
    }

    private Run run() {
        return new Run(new RunId("r1"), ++seq, new SessionKey("agent:main:main"), new AgentId("main"), Instant.EPOCH);
    }

    private Lifecycle fact() {
        return new Lifecycle(run(), Phase.MODEL, "");
    }

    private void publish(int count, boolean facts) {
        for (int i = 0; i < count; i++) {
            events.publish(facts ? fact() : new AssistantText(run(), "text", "t"));
        }
    }

    /** Hears what it is told once it is let go. */
    private static final class Slow implements AgentEventListener {
        private final CountDownLatch begun = new CountDownLatch(1);
        private final CountDownLatch go = new CountDownLatch(1);
        private final CountDownLatch interrupted = new CountDownLatch(1);
        private final LinkedBlockingQueue<AgentEvent> heard = new LinkedBlockingQueue<>();

        @Override
        public void on(AgentEvent event) {
            begun.countDown();
            try {
                go.await();
                heard.add(event);
            } catch (InterruptedException cutOff) {
                interrupted.countDown();
                Thread.currentThread().interrupt();
            }
        }

        List<AgentEvent> hears(int count) throws InterruptedException {
            List<AgentEvent> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                AgentEvent event = heard.poll(60, TimeUnit.SECONDS);
                assertThat(event).as("event " + i).isNotNull();
                all.add(event);
            }
            return all;
        }

        void awaitBegun() throws InterruptedException {
            assertThat(begun.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void a_listener_hears_everything_in_order() throws InterruptedException {
        Slow listener = new Slow();
        listener.go.countDown();
        listeners.add(listener, GUEST);
        publish(20, false);
        publish(20, true);
        assertThat(listener.hears(40)).extracting(event -> event.run().seq()).isSorted().doesNotHaveDuplicates();
    }

    @Test
    void a_slow_listener_loses_the_oldest_deltas_and_no_fact() throws InterruptedException {
        Slow listener = new Slow();
        listeners.add(listener, GUEST);
        publish(1, true);
        listener.awaitBegun();
        publish(200, true);
        publish(Backlog.PASSING + 300, false);
        publish(200, true);
        listener.go.countDown();
        List<AgentEvent> heard = listener.hears(401 + Backlog.PASSING);
        assertThat(heard.stream().filter(Lifecycle.class::isInstance)).hasSize(401);
        assertThat(heard).extracting(event -> event.run().seq()).isSorted();
        assertThat(heard.get(201).run().seq()).as("the first delta that is left").isEqualTo(201 + 300 + 1);
    }

    @Test
    void a_listener_that_hangs_holds_up_nobody_and_is_cut_off_rather_than_told_with_holes() throws InterruptedException {
        Slow hanging = new Slow();
        Slow well = new Slow();
        well.go.countDown();
        listeners.add(hanging, GUEST);
        listeners.add(well, new Guest(8, "test.well", "1.0.0"));
        publish(1, true);
        hanging.awaitBegun();
        for (int i = 0; i <= Backlog.FACTS; i++) {
            publish(1, true);
            well.hears(1);
        }
        assertThat(hanging.interrupted.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(hanging.heard).isEmpty();
    }

    @Test
    void a_listener_that_throws_goes_on_with_the_next_event() throws InterruptedException {
        LinkedBlockingQueue<Long> heard = new LinkedBlockingQueue<>();
        listeners.add(event -> {
            heard.add(event.run().seq());
            throw new IllegalStateException("broken");
        }, GUEST);
        publish(3, true);
        for (int i = 0; i < 3; i++) {
            assertThat(heard.poll(60, TimeUnit.SECONDS)).isNotNull();
        }
    }

    @Test
    void a_listener_that_has_gone_hears_nothing() throws InterruptedException {
        Slow listener = new Slow();
        listener.go.countDown();
        listeners.add(listener, GUEST);
        publish(1, true);
        listener.hears(1);
        listeners.remove(listener);
        publish(5, true);
        assertThat(listener.heard).isEmpty();
        assertThat(guests.accounts()).isEmpty();
    }
}
