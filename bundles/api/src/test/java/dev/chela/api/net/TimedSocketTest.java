package dev.chela.api.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A byte comes every fifth of a second, so that no read waits for long. */
@Timeout(60)
class TimedSocketTest {
    private static final Duration SOON = Duration.ofSeconds(1);

    private final ScheduledExecutorService tap = Executors.newSingleThreadScheduledExecutor();
    private final TimedSocket socket = new TimedSocket();
    private ServerSocket door;
    private Socket server;

    @BeforeEach
    void meet() throws IOException {
        door = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        socket.connect(door.getLocalSocketAddress());
        server = door.accept();
    }

    @AfterEach
    void part() throws IOException {
        tap.shutdownNow();
        socket.close();
        server.close();
        door.close();
    }

    private void drips(int... bytes) {
        int[] at = {0};
        tap.scheduleAtFixedRate(() -> {
            try {
                server.getOutputStream().write(at[0] < bytes.length ? bytes[at[0]++] : 0);
            } catch (IOException gone) {
                throw new IllegalStateException(gone); // Which ends it.
            }
        }, 0, 200, TimeUnit.MILLISECONDS);
    }

    @Test
    void an_answer_by_a_byte_now_and_then_is_waited_for_as_long_as_one_that_never_begins() throws IOException {
        drips();
        InputStream in = socket.getInputStream();
        socket.expect(SOON);
        assertThatThrownBy(() -> in.readNBytes(100)).isInstanceOf(SocketTimeoutException.class).hasMessageContaining("timed out");
        assertThatThrownBy(in::read).as("its time is over").isInstanceOf(SocketTimeoutException.class);
        socket.expect(SOON);
        assertThat(in.read()).as("it is read on").isZero();
    }

    @Test
    void a_large_answer_at_a_good_pace_has_longer() throws IOException {
        InputStream in = socket.getInputStream();
        socket.expect(SOON);
        byte[] much = new byte[100_000];
        tap.execute(() -> {
            try {
                server.getOutputStream().write(much);
            } catch (IOException gone) {
                throw new IllegalStateException(gone);
            }
        });
        assertThat(in.readNBytes(much.length)).hasSize(much.length);
        tap.schedule(() -> {
            server.getOutputStream().write(7);
            return true;
        }, 2, TimeUnit.SECONDS);
        assertThat(in.read()).isEqualTo(7);
    }

    @Test
    void a_handshake_has_its_time_as_a_whole() {
        drips(0x16, 0x03, 0x03, 0x40, 0x00); // A record of a handshake, of 16384 bytes.
        socket.expect(SOON);
        assertThatThrownBy(() -> new Tls("", "fingerprint").over(socket, "localhost", 1)).isInstanceOf(SocketTimeoutException.class);
    }
}
