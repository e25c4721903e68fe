package dev.chela.console.socket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PeerCheckTest {
    @TempDir
    Path directory;

    @Test
    void admits_the_user_that_the_kernel_names_as_the_owner() throws IOException {
        assertThat(asked(new PeerCheck(Files.getOwner(directory).getName()))).isTrue();
    }

    @Test
    void refuses_a_caller_whom_the_kernel_names_otherwise() throws IOException {
        assertThat(asked(new PeerCheck("somebody-else"))).isFalse();
    }

    private boolean asked(PeerCheck check) throws IOException {
        UnixDomainSocketAddress address = UnixDomainSocketAddress.of(directory.resolve("s"));
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(address);
            try (SocketChannel caller = SocketChannel.open(address); SocketChannel accepted = server.accept()) {
                assertThat(caller.isConnected()).isTrue();
                return check.admits(accepted);
            }
        }
    }
}
