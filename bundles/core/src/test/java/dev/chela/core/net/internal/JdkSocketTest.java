package dev.chela.core.net.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.net.WebSocket;
import dev.chela.api.net.WebSocket.Frame;
import dev.chela.core.guest.Traffic;
import dev.chela.core.net.GuardedHttp;
import dev.chela.core.net.Passage;
import dev.chela.core.task.Scope;
import dev.chela.core.task.SystemClock;
import dev.chela.testkit.socket.SocketServer;
import dev.chela.testkit.socket.Visitor;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class JdkSocketTest {
    private static final Duration SOON = Duration.ofSeconds(20);

    private final SystemClock clock = new SystemClock();
    private final JdkHttp http = new JdkHttp(clock);
    private final BlockingQueue<Visitor> came = new LinkedBlockingQueue<>();
    private final BlockingQueue<Optional<String>> told = new LinkedBlockingQueue<>();
    private final SocketServer server = new SocketServer(this::serve);

    private void serve(Visitor visitor) {
        came.add(visitor);
        Optional<String> next;
        do {
            next = visitor.receive();
            told.add(next);
        } while (next.isPresent());
    }

    @AfterEach
    void stop() throws IOException {
        server.close();
        http.close();
        clock.close();
    }

    private WebSocket connect(int longest) {
        return http.connect(server.address().resolve("/?v=10"), SOON, longest);
    }

    private static String said(Frame frame) {
        return ((Frame.Said) frame).text();
    }

    @Test
    void carries_messages_both_ways_whole_and_in_order() throws InterruptedException {
        try (WebSocket line = connect(1_000_000)) {
            Visitor visitor = came.take();
            assertThat(visitor.asked()).isEqualTo("/?v=10");
            line.send("one");
            line.send("ü".repeat(40_000));
            assertThat(told.take()).contains("one");
            assertThat(told.take()).contains("ü".repeat(40_000));
            visitor.sendInPieces("in two pieces ü");
            IntStream.range(0, 200).forEach(number -> visitor.send("number " + number));
            assertThat(said(line.receive())).isEqualTo("in two pieces ü");
            assertThat(IntStream.range(0, 200).mapToObj(number -> said(line.receive()))).containsExactly(
                    IntStream.range(0, 200).mapToObj(number -> "number " + number).toArray(String[]::new));
        }
    }

    @Test
    void on_a_plugin_s_line_the_bytes_of_what_it_says_and_hears_are_counted() throws InterruptedException {
        Traffic traffic = new Traffic();
        try (WebSocket line = new GuardedHttp(http, new Passage(to -> { }, () -> traffic)).connect(server.address(), SOON, 1_000)) {
            line.send("grüße");
            came.take().send("ja");
            assertThat(said(line.receive())).isEqualTo("ja");
            assertThat(traffic.sum()).isEqualTo(new Traffic.Sum(7, 2, 0));
        }
    }

    @Test
    void says_by_which_code_the_other_side_ended_it_again_and_again() throws InterruptedException {
        try (WebSocket line = connect(1_000)) {
            Visitor visitor = came.take();
            visitor.send("goodbye");
            visitor.close(4_004, "Authentication failed.");
            assertThat(said(line.receive())).isEqualTo("goodbye");
            assertThat(line.receive()).isEqualTo(new Frame.Ended(4_004, "Authentication failed."));
            assertThat(line.receive()).isEqualTo(new Frame.Ended(4_004, "Authentication failed."));
            assertThatThrownBy(() -> line.send("too late")).isInstanceOf(Transient.class).hasMessageContaining("has ended");
        }
    }

    @Test
    void a_line_that_breaks_has_ended_without_leave_taking() throws InterruptedException {
        try (WebSocket line = connect(1_000)) {
            came.take().close();
            assertThat(((Frame.Ended) line.receive()).code()).isEqualTo(Frame.Ended.BROKEN);
        }
    }

    /** The JDK's client loses one end in twenty when it comes right behind a message. */
    @RepeatedTest(100)
    void an_end_that_nobody_hears_is_noticed_by_the_next_ping() throws Exception {
        try (WebSocket line = connect(1_000); Scope scope = new Scope("test")) {
            Visitor visitor = came.take();
            visitor.send("last words");
            visitor.close();
            Future<Frame> end = scope.call("receive", () -> {
                line.receive(); // The last words, or already the end.
                return line.receive();
            });
            while (!end.isDone()) {
                try {
                    line.ping();
                } catch (Transient gone) {
                    break;
                }
            }
            assertThat(((Frame.Ended) end.get(20, TimeUnit.SECONDS)).code()).isEqualTo(Frame.Ended.BROKEN);
        }
    }

    @Test
    void a_ping_or_the_answer_to_one_ends_the_silence_and_nothing_else_does() throws Exception {
        try (WebSocket line = connect(1_000); Scope scope = new Scope("test")) {
            Visitor visitor = came.take();
            scope.call("receive", line::receive);
            long opened = latest(line);
            line.ping();
            untilHeard(line, opened);
            long answered = latest(line);
            visitor.ping();
            untilHeard(line, answered);
            long asked = latest(line);
            visitor.deafen();
            line.ping();
            line.send("taken");
            assertThat(told.take()).as("it read the ping before this").contains("taken");
            assertThat(earliest(line)).isLessThanOrEqualTo(asked);
        }
    }

    /** The last sign of life came no later. */
    private static long latest(WebSocket line) {
        Duration silence = line.silence();
        return System.nanoTime() - silence.toNanos();
    }

    /** The last sign of life came no earlier. */
    private static long earliest(WebSocket line) {
        long now = System.nanoTime();
        return now - line.silence().toNanos();
    }

    private static void untilHeard(WebSocket line, long after) {
        while (earliest(line) <= after) {
            Thread.onSpinWait();
        }
    }

    @Test
    void takes_leave_by_the_code_that_is_wanted_and_wakes_whoever_waits() throws Exception {
        WebSocket line = connect(1_000);
        Visitor visitor = came.take();
        try (Scope scope = new Scope("test")) {
            Future<Frame> waiting = scope.call("receive", line::receive);
            line.close(4_000);
            line.close(1_000);
            assertThat(waiting.get(50, TimeUnit.SECONDS)).isEqualTo(new Frame.Ended(4_000, "closed here"));
        }
        assertThat(told.take()).isEmpty();
        assertThat(visitor.closedWith()).isEqualTo(4_000);
    }

    @Test
    void an_interrupt_ends_the_wait_and_not_the_line() throws Exception {
        try (WebSocket line = connect(1_000); Scope scope = new Scope("test")) {
            CountDownLatch interrupted = new CountDownLatch(1);
            Thread waiter = new Thread(() -> {
                try {
                    line.receive();
                } catch (CancellationException stopped) {
                    interrupted.countDown();
                }
            });
            waiter.start();
            waiter.interrupt();
            assertThat(interrupted.await(50, TimeUnit.SECONDS)).isTrue();
            came.take().send("still there");
            assertThat(said(line.receive())).isEqualTo("still there");
        }
    }

    @Test
    void takes_no_message_that_is_longer_than_was_said() throws InterruptedException {
        try (WebSocket line = connect(10)) {
            Visitor visitor = came.take();
            visitor.send("0123456789");
            visitor.send("0123456789x");
            assertThat(said(line.receive())).isEqualTo("0123456789");
            assertThat(line.receive()).isEqualTo(new Frame.Ended(Frame.Ended.BROKEN, "a message of more than 10 characters"));
        }
    }

    @Test
    void tells_what_is_no_websocket_and_what_leads_to_none() {
        URI nobody = server.address();
        URI web = URI.create("http://127.0.0.1/");
        assertThatThrownBy(() -> http.connect(web, SOON, 10)).isInstanceOf(Permanent.class);
        assertThatThrownBy(() -> http.outside(Set.of()).connect(nobody, SOON, 10)).isInstanceOf(Permanent.class).hasMessageContaining("from outside");
        assertThatThrownBy(() -> {
            server.close();
            http.connect(nobody, SOON, 10);
        }).isInstanceOf(Transient.class).hasMessageContaining("no connection to ws://127.0.0.1");
    }
}
