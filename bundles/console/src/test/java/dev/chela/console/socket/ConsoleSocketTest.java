package dev.chela.console.socket;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The socket with a shell that is none of Karaf's, and the command line's client at its other end. */
@Timeout(60)
class ConsoleSocketTest {
    private static final InputStream NOTHING = new ByteArrayInputStream(new byte[0]);

    private Path home;
    private Path path;
    private final List<AutoCloseable> open = new ArrayList<>();

    @BeforeEach
    void a_home_with_a_short_path() throws IOException {
        // A build directory may lie deeper than a socket's path is allowed to be long.
        home = Files.createTempDirectory("chela");
        path = home.resolve("run/console.sock");
    }

    @AfterEach
    void close() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        Files.deleteIfExists(path);
        Files.deleteIfExists(path.getParent());
        Files.delete(home);
    }

    private ConsoleSocket serve(Shell shell) throws IOException {
        ConsoleSocket socket = ConsoleSocket.open(path, shell);
        open.add(socket);
        return socket;
    }

    private Frames dial() throws IOException {
        SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path));
        open.add(0, channel);
        return new Frames(channel);
    }

    private static Frame opening(String mode, String command) {
        return Frame.of(Frame.OPEN, "chela-console 1\n" + mode + "\nxterm\n80 24\n" + command);
    }

    private static void write(Line line, String text) throws IOException {
        line.screen().write(text.getBytes(StandardCharsets.UTF_8));
        line.screen().flush();
    }

    @Test
    void only_the_owner_can_reach_the_socket() throws IOException {
        serve((opening, line) -> 0);
        assertThat(Files.getPosixFilePermissions(path)).extracting(Enum::name).containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE");
        assertThat(Files.getPosixFilePermissions(path.getParent())).extracting(Enum::name)
                .containsExactlyInAnyOrder("OWNER_READ", "OWNER_WRITE", "OWNER_EXECUTE");
    }

    @Test
    void one_command_shows_its_output_and_its_fault_and_ends_with_its_code() throws IOException {
        serve((opening, line) -> {
            write(line, opening.mode() + " " + opening.command() + " žluť\n");
            line.fault("error: broken\n");
            return 3;
        });
        Client.Result result = Client.run(home, NOTHING, "console", "chela:history", "-n", "5");
        assertThat(result).isEqualTo(new Client.Result(3, "COMMAND chela:history -n 5 žluť\n", "error: broken\n"));
    }

    @Test
    void what_comes_through_a_pipe_reaches_the_shell_to_its_end() throws IOException {
        serve((opening, line) -> {
            write(line, opening.mode() + ":" + new String(line.keyboard().readAllBytes(), StandardCharsets.UTF_8).length());
            return 0;
        });
        byte[] much = "x".repeat(3_000_000).getBytes(StandardCharsets.UTF_8);
        assertThat(Client.run(home, new ByteArrayInputStream(much), "console")).isEqualTo(new Client.Result(0, "SCRIPT:3000000", ""));
    }

    @Test
    void more_than_the_socket_holds_arrives_whole() throws IOException {
        byte[] much = "0123456789abcdef".repeat(200_000).getBytes(StandardCharsets.UTF_8);
        serve((opening, line) -> {
            line.screen().write(much);
            return 0;
        });
        assertThat(Client.run(home, NOTHING, "console", "x").out()).isEqualTo(new String(much, StandardCharsets.UTF_8));
    }

    @Test
    void the_size_of_the_window_and_its_changes_reach_the_shell() throws Exception {
        LinkedBlockingQueue<Opening.Window> windows = new LinkedBlockingQueue<>();
        CountDownLatch listening = new CountDownLatch(1);
        serve((opening, line) -> {
            windows.add(opening.window());
            line.onWindow(windows::add);
            listening.countDown();
            return line.keyboard().read();
        });
        Frames client = dial();
        client.write(opening("shell", ""));
        listening.await();
        client.write(Frame.of(Frame.WINDOW, "132 50"));
        client.write(Frame.of(Frame.DATA, "q"));
        assertThat(client.read().orElseThrow().text()).isEqualTo(String.valueOf((int) 'q'));
        assertThat(windows).containsExactly(new Opening.Window(80, 24), new Opening.Window(132, 50));
    }

    @Test
    void a_client_that_goes_away_ends_what_it_ran() throws Exception {
        CompletableFuture<String> ended = new CompletableFuture<>();
        CountDownLatch running = new CountDownLatch(1);
        serve((opening, line) -> {
            line.onHangUp(() -> ended.complete("told"));
            running.countDown();
            ended.join();
            return 0;
        });
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            new Frames(channel).write(opening("command", "wait"));
            running.await();
        }
        assertThat(ended.get(60, TimeUnit.SECONDS)).isEqualTo("told");
    }

    @Test
    void whoever_is_not_the_owner_is_told_so() throws IOException {
        Files.createDirectory(path.getParent());
        open.add(ConsoleSocket.open(path, new Peer("somebody-else"), (opening, line) -> 0));
        Client.Result result = Client.run(home, NOTHING, "console", "chela:status");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.out()).isEmpty();
        assertThat(result.err()).contains("This console is for the user somebody-else").contains(System.getProperty("user.name"));
    }

    @Test
    void a_ninth_session_is_refused_and_admitted_when_one_has_ended() throws Exception {
        CountDownLatch running = new CountDownLatch(8);
        serve((opening, line) -> {
            running.countDown();
            return line.keyboard().read();
        });
        List<Frames> clients = new ArrayList<>();
        for (int i = 0; i < 8; i++) {
            Frames client = dial();
            client.write(opening("shell", ""));
            clients.add(client);
        }
        running.await();
        assertThat(dial().read().orElseThrow().text()).contains("8 console sessions already");
        clients.get(0).write(Frame.of(Frame.DATA, "q"));
        assertThat(clients.get(0).read().orElseThrow().kind()).isEqualTo(Frame.EXIT);
        assertThat(admittedInTime()).isTrue();
    }

    /** The place becomes free a moment after the last frame of who had it. */
    private boolean admittedInTime() throws IOException {
        long patience = System.nanoTime() + Duration.ofSeconds(60).toNanos();
        while (System.nanoTime() < patience) {
            try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
                if (admits(new Frames(channel))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static boolean admits(Frames client) throws IOException {
        try {
            client.write(opening("shell", ""));
            client.write(Frame.of(Frame.DATA, "q"));
        } catch (IOException refusedAlready) {
            return false;
        }
        Optional<Frame> answer = client.read();
        return answer.isPresent() && answer.get().kind() == Frame.EXIT;
    }

    @Test
    void a_frame_that_is_too_long_ends_its_client_alone() throws IOException {
        serve((opening, line) -> line.keyboard().read());
        Frames good = dial();
        good.write(opening("shell", ""));
        try (SocketChannel bad = SocketChannel.open(UnixDomainSocketAddress.of(path))) {
            bad.write(ByteBuffer.allocate(5).put((byte) 'O').putInt(Integer.MAX_VALUE).flip());
            assertThat(new Frames(bad).read()).isEmpty();
        }
        good.write(Frame.of(Frame.DATA, "q"));
        assertThat(good.read().orElseThrow().kind()).isEqualTo(Frame.EXIT);
    }

    @Test
    void a_client_of_another_protocol_is_told_so() throws IOException {
        serve((opening, line) -> 0);
        Frames client = dial();
        client.write(Frame.of(Frame.OPEN, "GET / HTTP/1.1"));
        assertThat(client.read().orElseThrow()).extracting(Frame::kind).isEqualTo(Frame.REFUSED);
    }

    @Test
    void a_shell_that_fails_ends_its_session_with_a_code() throws IOException {
        serve((opening, line) -> {
            throw new IllegalStateException("broken");
        });
        assertThat(Client.run(home, NOTHING, "console", "x").exitCode()).isEqualTo(1);
    }

    @Test
    void closing_ends_every_session_and_leaves_no_socket() throws Exception {
        CountDownLatch running = new CountDownLatch(2);
        CountDownLatch ended = new CountDownLatch(2);
        ConsoleSocket socket = serve((opening, line) -> {
            running.countDown();
            try {
                return line.keyboard().read();
            } finally {
                ended.countDown();
            }
        });
        for (Frames client : List.of(dial(), dial())) {
            client.write(opening("shell", ""));
        }
        running.await();
        socket.close();
        assertThat(ended.await(60, TimeUnit.SECONDS)).isTrue();
        assertThat(path).doesNotExist();
        assertThatThrownBy(this::dial).isInstanceOf(IOException.class);
    }

    @Test
    void a_socket_that_a_crash_left_is_replaced() throws IOException {
        Files.createDirectory(path.getParent());
        Files.createFile(path);
        serve((opening, line) -> 0);
        assertThat(Client.run(home, NOTHING, "console", "x").exitCode()).isZero();
    }

    @Test
    void without_a_gateway_the_client_says_what_to_do() {
        Client.Result result = Client.run(home, NOTHING, "console", "x");
        assertThat(result.exitCode()).isEqualTo(1);
        assertThat(result.err()).contains(path.toString()).contains("chela gateway start");
    }

    @Test
    void a_path_that_no_socket_can_have_is_named() {
        Path deep = home.resolve("d".repeat(120));
        assertThatThrownBy(() -> ConsoleSocket.open(deep, new Peer("x"), (opening, line) -> 0))
                .isInstanceOf(IOException.class).hasMessageContaining(deep.toString());
    }
}
