package dev.chela.core.outbox.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import dev.chela.core.outbox.Courier;
import dev.chela.core.outbox.DeliveryConfig.Doubt;
import dev.chela.core.outbox.Outbox.Held;
import dev.chela.core.outbox.Outbox.State;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.store.Step;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CourierTest {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final int MANY = 8;
    private static final ReturnAddress ALICE = ReturnAddress.read(PostRoom.ALICE).orElseThrow();

    @TempDir
    private Path root;
    private PostRoom room;
    private Courier courier;

    @BeforeEach
    void open() {
        room = new PostRoom(root, Doubt.HOLD);
        room.carrier.open();
        courier = new Courier(room.ledger, room.outbox, room.outbox, room.events);
    }

    @AfterEach
    void close() {
        room.close();
    }

    @Test
    void all_parts_are_waited_for() throws Exception {
        assertThat(courier.send("k", ALICE, Courier.Content.of("one two three four five six seven"), MINUTE)).hasSize(2).allMatch(part -> part.state() == State.SENT);
    }

    @Test
    void of_many_who_send_with_one_key_at_once_one_decides_what_is_sent() throws Exception {
        AtomicInteger commits = new AtomicInteger();
        CyclicBarrier together = new CyclicBarrier(MANY);
        Callable<List<Held>> sending = () -> {
            together.await();
            return courier.send("k", ALICE, Courier.Content.of("hello"), MINUTE, what -> {
                commits.incrementAndGet();
                Step.Builder step = Step.named("test");
                what.accept(step);
                room.ledger.commit(step.build());
            });
        };
        ExecutorService threads = Executors.newFixedThreadPool(MANY);
        try {
            List<Future<List<Held>>> all = new ArrayList<>();
            for (int i = 0; i < MANY; i++) {
                all.add(threads.submit(sending));
            }
            for (Future<List<Held>> each : all) {
                assertThat(each.get()).singleElement().satisfies(part -> assertThat(part.state()).isEqualTo(State.SENT));
            }
        } finally {
            threads.shutdown();
        }
        assertThat(commits).hasValue(1);
        assertThat(room.carrier.texts()).containsExactly("hello");
    }

    @Test
    void a_text_of_which_nothing_is_seen_is_not_said_to_be_sent() {
        assertThatThrownBy(() -> courier.send("k", ALICE, Courier.Content.of(" "), MINUTE)).isInstanceOf(Permanent.class).hasMessageContaining("nothing of this text");
        assertThat(room.outbox.open(9)).isEmpty();
    }
}
