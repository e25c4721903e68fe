package dev.chela.console.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class HalvesTest {
    @TempDir
    Path directory;

    @Test
    void writes_while_a_read_waits() throws Exception {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            try (SocketChannel caller = SocketChannel.open(address); SocketChannel accepted = server.accept()) {
                InputStream waiting = Halves.in(accepted);
                CompletableFuture<Integer> read = CompletableFuture.supplyAsync(() -> first(waiting));
                CompletableFuture.runAsync(() -> write(accepted, 'a')).get(10, TimeUnit.SECONDS);
                assertThat(first(Halves.in(caller))).isEqualTo('a');
                write(caller, 'b');
                assertThat(read.get(10, TimeUnit.SECONDS)).isEqualTo('b');
            }
        }
    }

    private static int first(InputStream in) {
        try {
            return in.read();
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void write(SocketChannel channel, int value) {
        try {
            Halves.out(channel).write(value);
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
