package dev.chela.api.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLServerSocket;
import javax.net.ssl.SSLSocket;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Against a real server, whose certificate nobody vouches for and which bears another name than the one it is asked by. */
@Timeout(value = 1, unit = TimeUnit.MINUTES)
class TlsTest {
    private static final char[] PASSWORD = "changeit".toCharArray();
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private SSLServerSocket server;
    private Thread serving;
    private String fingerprint;

    @BeforeEach
    void open(@TempDir Path dir) throws Exception {
        KeyStore store = selfSigned(dir);
        fingerprint = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(store.getCertificate("a").getEncoded()));
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, PASSWORD);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        server = (SSLServerSocket) context.getServerSocketFactory().createServerSocket(0, 5, LOOPBACK);
        serving = new Thread(this::serve);
        serving.start();
    }

    @AfterEach
    void close() throws Exception {
        server.close();
        serving.join();
    }

    @Test
    void trusts_the_one_certificate_that_was_named_whatever_name_it_bears() throws IOException {
        try (SSLSocket line = new Tls(fingerprint, "channels.irc.fingerprint").over(socket(), "irc.example.org", server.getLocalPort())) {
            line.getOutputStream().write('x');
            assertThat(line.getInputStream().read()).as("what the server says back").isEqualTo('x');
        }
    }

    @Test
    void tells_of_another_certificate_what_it_is_and_which_key_of_the_configuration_says_otherwise() {
        Tls wanted = new Tls("00".repeat(32), "channels.irc.fingerprint");
        assertThatThrownBy(() -> wanted.over(socket(), "irc.example.org", server.getLocalPort())).isInstanceOf(SSLException.class)
                .hasMessageContaining(fingerprint).hasMessageContaining("channels.irc.fingerprint");
    }

    @Test
    void trusts_nobody_for_whom_nobody_vouches_when_none_was_named() {
        assertThatThrownBy(() -> new Tls("", "channels.irc.fingerprint").over(socket(), "localhost", server.getLocalPort())).isInstanceOf(SSLException.class);
    }

    private Socket socket() throws IOException {
        return new Socket(LOOPBACK, server.getLocalPort());
    }

    /** Says a byte back to each that comes, and none to whom it is not good enough. */
    private void serve() {
        while (!server.isClosed()) {
            try (Socket line = server.accept()) {
                line.getOutputStream().write(line.getInputStream().read());
            } catch (IOException refused) {
                continue; // Whoever shakes no hands is one of those whom a test sends away, or it is the end.
            }
        }
    }

    private static KeyStore selfSigned(Path dir) throws IOException, GeneralSecurityException, InterruptedException {
        Path file = dir.resolve("store.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-keyalg", "EC", "-alias", "a",
                "-dname", "CN=another.test", "-storetype", "PKCS12", "-keystore", file.toString(), "-storepass", new String(PASSWORD))
                .redirectErrorStream(true).redirectOutput(dir.resolve("keytool.log").toFile()).start();
        assertThat(keytool.waitFor()).isZero();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = Files.newInputStream(file)) {
            store.load(in, PASSWORD);
        }
        return store;
    }
}
