package dev.chela.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.config.Secret;
import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.http.Reply;
import dev.chela.api.http.Request;
import dev.chela.api.http.Route;
import dev.chela.gateway.internal.config.GatewayConfig.Auth;
import dev.chela.gateway.internal.config.GatewayConfig.Tls;
import dev.chela.gateway.internal.config.GatewayConfig;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TlsTest {
    @TempDir
    Path home;

    private static GatewayConfig with(Tls tls) {
        return new GatewayConfig(null, null, null, null, new Auth(null, new Secret(TestGateway.TOKEN), null, null, null), null, null, null, tls);
    }

    private static Tls generated() {
        return new Tls(true, null, null, null, null);
    }

    private static Tls own(Path certificate, Path key) {
        return new Tls(true, null, certificate.toString(), key.toString(), null);
    }

    /** What whoever connects is shown; the answer to a request for a page is read, so that it is known to work. */
    private static X509Certificate shown(TestGateway gateway) throws Exception {
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket("127.0.0.1", gateway.uri().getPort())) {
            socket.setSoTimeout(20_000);
            assertThat(ask(socket)).startsWith("HTTP/1.1 200").contains("live");
            return (X509Certificate) socket.getSession().getPeerCertificates()[0];
        }
    }

    private static String ask(Socket socket) throws IOException {
        socket.getOutputStream().write("GET /healthz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        try (InputStream in = socket.getInputStream()) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private record Anybody() implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String kind) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }

    private Path credentials(String name) {
        return home.resolve("credentials").resolve(name);
    }

    private record Slow(CountDownLatch entered, CountDownLatch cancelled) implements HttpEndpoint {
        @Override
        public Route route() {
            return new Route(Set.of("GET"), "/slow", Route.Access.PUBLIC, 0, Duration.ofMinutes(5));
        }

        @Override
        public Reply handle(Request request) throws InterruptedException {
            request.cancellation().onCancel(cancelled::countDown);
            entered.countDown();
            cancelled.await();
            return new Reply.Full(200, Map.of(), new byte[0]);
        }
    }

    @Test
    void tells_a_silent_endpoint_that_its_client_has_gone() throws Exception {
        Slow slow = new Slow(new CountDownLatch(1), new CountDownLatch(1));
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(null, new TrustManager[] {new Anybody()}, null);
        try (TestGateway gateway = TestGateway.start(home, with(generated())).serving(slow)) {
            try (Socket socket = context.getSocketFactory().createSocket("127.0.0.1", gateway.uri().getPort())) {
                socket.getOutputStream().write("GET /slow HTTP/1.1\r\nHost: localhost\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
                assertThat(slow.entered().await(60, TimeUnit.SECONDS)).isTrue();
                assertThat(slow.cancelled().getCount()).isEqualTo(1);
            }
            assertThat(slow.cancelled().await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    @Test
    void makes_a_certificate_that_stays_with_a_key_that_nobody_else_may_read() throws Exception {
        X509Certificate first;
        try (TestGateway gateway = TestGateway.start(home, with(generated()))) {
            assertThat(gateway.uri().getScheme()).isEqualTo("wss");
            first = shown(gateway);
        }
        assertThat(first.getSubjectAlternativeNames()).contains(List.of(2, "localhost"), List.of(7, "127.0.0.1"));
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(credentials("gateway-key.pem")))).isEqualTo("rw-------");
        String digest = HexFormat.ofDelimiter(":").withUpperCase().formatHex(MessageDigest.getInstance("SHA-256").digest(first.getEncoded()));
        assertThat(home.resolve("run/gateway.fingerprint")).hasContent(digest);
        try (var left = Files.list(home.resolve("credentials"))) {
            assertThat(left).noneMatch(file -> file.toString().endsWith(".p12"));
        }
        try (TestGateway gateway = TestGateway.start(home, with(generated()))) {
            assertThat(shown(gateway)).isEqualTo(first);
        }
    }

    @Test
    void turns_on_and_off_where_it_listens_when_the_configuration_says_so() throws Exception {
        try (TestGateway gateway = TestGateway.start(home); TestClient before = TestClient.greeted(gateway.uri())) {
            gateway.section.apply(with(generated()));
            assertThat(before.closed()).isEqualTo("1012 service restart");
            assertThat(shown(gateway)).isNotNull();
            gateway.section.apply(with(null));
            TestClient.greeted(gateway.uri()).close();
        }
    }

    @Test
    void shows_a_certificate_that_was_replaced_to_whoever_connects_from_then_on() throws Exception {
        try (TestGateway made = TestGateway.start(home, with(generated()))) {
            shown(made);
        }
        Path certificate = Files.copy(credentials("gateway-cert.pem"), home.resolve("own.pem"));
        Path key = Files.copy(credentials("gateway-key.pem"), home.resolve("own-key.pem"));
        try (TestGateway gateway = TestGateway.start(home, with(own(certificate, key)))) {
            X509Certificate first = shown(gateway);
            Path elsewhere = Files.createDirectory(home.resolve("elsewhere"));
            try (TestGateway made = TestGateway.start(elsewhere, with(generated()))) {
                shown(made);
            }
            replace(elsewhere.resolve("credentials/gateway-cert.pem"), certificate);
            gateway.clock.advance(Duration.ofSeconds(11));
            assertThat(shown(gateway)).as("while the key is not the new certificate's").isEqualTo(first);
            replace(elsewhere.resolve("credentials/gateway-key.pem"), key);
            gateway.clock.advance(Duration.ofSeconds(11));
            assertThat(shown(gateway)).isNotEqualTo(first);
        }
    }

    private static void replace(Path by, Path file) throws IOException {
        Files.write(file, Files.readAllBytes(by));
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().plusSeconds(5)));
    }

    @Test
    void says_what_is_wrong_with_a_certificate_and_stays_as_it_was() throws Exception {
        try (TestGateway gateway = TestGateway.start(home); TestClient client = TestClient.greeted(gateway.uri())) {
            Path nothing = home.resolve("nothing.pem");
            Path text = Files.writeString(home.resolve("text.pem"), "no certificate");
            assertThatThrownBy(() -> gateway.section.apply(with(own(nothing, nothing))))
                    .hasMessageContaining("gateway.tls.certPath").hasMessageContaining("nothing.pem");
            assertThatThrownBy(() -> gateway.section.apply(with(own(text, text)))).hasMessageContaining("gateway.tls.certPath").hasMessageContaining("text.pem");
            assertThat(client.call("system-presence", "{}").path("ok").asBoolean()).isTrue();
        }
        try (TestGateway made = TestGateway.start(home, with(generated()))) {
            Path certificate = credentials("gateway-cert.pem");
            assertThatThrownBy(() -> made.section.apply(with(own(certificate, certificate))))
                    .hasMessageContaining("gateway.tls.keyPath").hasMessageContaining("openssl pkcs8");
            assertThat(shown(made)).isNotNull();
        }
        assertThatThrownBy(() -> new Tls(true, false, null, null, null)).hasMessageContaining("gateway.tls.autoGenerate");
        assertThatThrownBy(() -> new Tls(true, null, "a.pem", null, null)).hasMessageContaining("keyPath");
    }

    @Test
    void does_not_speak_to_who_speaks_plainly() throws Exception {
        try (TestGateway gateway = TestGateway.start(home, with(generated())); Socket plain = new Socket("127.0.0.1", gateway.uri().getPort())) {
            plain.setSoTimeout(20_000);
            assertThat(ask(plain)).doesNotContain("live");
        } catch (SSLException | java.net.SocketException reset) {
            assertThat(reset).hasMessageContaining("reset");
        }
    }
}
