package dev.chela.core.net.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class BodyStreamTest {
    private final AtomicInteger given = new AtomicInteger();
    private final BodyStream body = new BodyStream(Duration.ofMinutes(1), "https://example.org");

    @BeforeEach
    void subscribe() {
        body.onSubscribe(new Flow.Subscription() {
            @Override
            public void request(long parts) {}

            @Override
            public void cancel() {
                given.incrementAndGet();
            }
        });
        body.onNext(List.of(ByteBuffer.wrap(new byte[] {'h', 'i'})));
    }

    @Test
    void an_answer_of_which_more_may_come_is_read_without_waiting_for_that_and_given_up() throws Exception {
        assertThat(body.readNBytes(2)).asString().isEqualTo("hi");
        body.close();
        assertThat(given).hasValue(1);
    }

    /** A connection that is kept remembers who gave its answer up, and by that a plugin that is gone. */
    @Test
    void one_that_has_come_is_not() throws Exception {
        body.onComplete();
        assertThat(body.readAllBytes()).asString().isEqualTo("hi");
        body.close();
        assertThat(given).hasValue(0);
    }

    @Test
    void nor_is_one_that_broke_off() {
        body.onError(new IOException("gone"));
        body.close();
        assertThat(given).hasValue(0);
    }
}
