package dev.chela.core.net.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.net.Http;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManagerFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class PinnedHttpTest {
    private static final InetAddress LOOPBACK = InetAddress.getLoopbackAddress();

    private final List<String> asked = new ArrayList<>();

    private PinnedHttp trusting(String host) {
        return new PinnedHttp(Set.of(host), name -> {
            asked.add(name);
            return new InetAddress[] {LOOPBACK};
        }, () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    private static Http.Call get(String uri) {
        return new Http.Call("GET", URI.create(uri), Map.of("X-Mine", List.of("1")), new byte[0], Duration.ofSeconds(20));
    }

    private static HttpServer server(String path, int status, String body, boolean chunked) throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        answer(server, path, status, body, chunked);
        return server;
    }

    private static void answer(HttpServer server, String path, int status, String body, boolean chunked) {
        server.createContext(path, exchange -> {
            byte[] got = exchange.getRequestBody().readAllBytes();
            String host = exchange.getRequestHeaders().getFirst("Host") + " ";
            byte[] bytes = (host + new String(got, StandardCharsets.UTF_8) + body).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(status, chunked ? 0 : bytes.length);
            exchange.getResponseBody().write(bytes);
            exchange.close();
        });
        server.start();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void calls_a_host_that_the_owner_named_though_it_stands_within_the_house(boolean chunked) throws IOException {
        HttpServer server = server("/x", 201, "made", chunked);
        String there = "nas.test:" + server.getAddress().getPort();
        Http.Call call = new Http.Call("POST", URI.create("http://" + there + "/x?y=1"), Map.of(), "body ".getBytes(), Duration.ofSeconds(20));
        Http.Answer answer = trusting(there).send(call, 1_000);
        assertThat(answer.status()).isEqualTo(201);
        assertThat(new String(answer.body(), StandardCharsets.UTF_8)).isEqualTo(there + " body made");
        assertThat(answer.headers()).containsKey("date");
        server.stop(0);
    }

    @Test
    void resolves_a_name_once_and_connects_to_what_was_judged() throws IOException {
        HttpServer server = server("/", 200, "", false);
        assertThat(trusting("nas.test").send(get("http://NAS.test:" + server.getAddress().getPort()), 100).status()).isEqualTo(200);
        assertThat(asked).containsExactly("NAS.test");
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.0.0.1", "10.1.2.3", "172.31.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1", "0.0.0.0", "224.0.0.1",
        "255.255.255.255", "198.18.0.1", "::1", "::", "fe80::1", "fd00::1", "ff02::1", "::ffff:10.0.0.1", "64:ff9b::a00:1", "2002:a00:1::1",
        "2001:0:1::1", "2001:db8::1"})
    void goes_to_no_address_that_is_not_public(String address) throws IOException {
        assertThat(PublicAddresses.contain(InetAddress.getByName(address))).isFalse();
        PinnedHttp http = new PinnedHttp(Set.of("nas.test"), InetAddress::getAllByName, () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
        String host = address.contains(":") ? "[" + address + "]" : address;
        assertThatThrownBy(() -> http.send(get("http://" + host + "/"), 100)).isInstanceOf(Denied.class).hasMessageContaining("public internet");
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "149.154.167.220", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001::200e"})
    void knows_public_addresses(String address) throws IOException {
        assertThat(PublicAddresses.contain(InetAddress.getByName(address))).isTrue();
    }

    @Test
    void is_not_deceived_by_a_name_that_has_a_public_address_and_one_within_the_house() {
        PinnedHttp http = new PinnedHttp(Set.of(), name -> new InetAddress[] {InetAddress.getByName("8.8.8.8"), LOOPBACK},
                () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
        assertThatThrownBy(() -> http.send(get("http://two.test/"), 100)).isInstanceOf(Denied.class).hasMessageContaining("two.test");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://a.test/", "http://user:secret@a.test/", "http:/nohost", "gopher://a.test"})
    void calls_web_addresses_only(String uri) {
        assertThatThrownBy(() -> trusting("a.test").send(get(uri), 100)).isInstanceOf(Permanent.class).hasMessageNotContaining("secret");
        assertThat(asked).isEmpty();
    }

    @Test
    void sends_no_line_that_hides_in_a_header() {
        Http.Call call = new Http.Call("GET", URI.create("http://a.test/"), Map.of("X-A", List.of("1\r\nX-B: 2")), new byte[0], Duration.ofSeconds(1));
        assertThatThrownBy(() -> trusting("a.test").send(call, 100)).isInstanceOf(Permanent.class).hasMessageContaining("X-A");
    }

    @Test
    void refuses_more_than_it_was_allowed_to_read() throws IOException {
        HttpServer server = server("/", 200, "x".repeat(5_000), false);
        assertThatThrownBy(() -> trusting("a.test").send(get("http://a.test:" + server.getAddress().getPort()), 1_000))
                .isInstanceOf(Permanent.class).hasMessageContaining("1000 bytes");
        server.stop(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nshort", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab",
        "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n", "HTTP/1.1 200 OK\r\nContent-Length: -1\r\n\r\n", "SSH-2.0-OpenSSH\r\n\r\n",
        "HTTP/1.1 200 OK\r\nX: 1", ""})
    void an_answer_that_breaks_off_or_is_none_is_a_failure_and_not_a_short_answer(String wire) throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, LOOPBACK)) {
            Thread peer = new Thread(() -> once(listening, wire));
            peer.start();
            assertThatThrownBy(() -> trusting("a.test").send(get("http://a.test:" + listening.getLocalPort() + "/"), 1_000))
                    .isInstanceOf(Transient.class).hasMessageContaining("a.test");
            peer.join();
        }
    }

    private static void once(ServerSocket listening, String wire) {
        try (Socket socket = listening.accept()) {
            byte[] request = new byte[4_096];
            assertThat(socket.getInputStream().read(request)).isPositive();
            socket.getOutputStream().write(wire.getBytes(StandardCharsets.ISO_8859_1));
            socket.shutdownOutput();
            socket.getInputStream().readAllBytes();
        } catch (IOException gone) {
            // The caller may have hung up already.
        }
    }

    @Test
    void a_silent_server_is_given_up_after_the_time_that_was_said() throws Exception {
        try (ServerSocket listening = new ServerSocket(0, 1, LOOPBACK)) {
            Http.Call call = new Http.Call("GET", URI.create("http://a.test:" + listening.getLocalPort() + "/"), Map.of(), new byte[0], Duration.ofMillis(50));
            assertThatThrownBy(() -> trusting("a.test").send(call, 100)).isInstanceOf(Transient.class);
        }
    }

    @Test
    void holds_the_certificate_to_the_name_that_was_asked_for(@TempDir Path dir) throws Exception {
        Path store = dir.resolve("store.p12");
        Process keytool = new ProcessBuilder(Path.of(System.getProperty("java.home"), "bin", "keytool").toString(), "-genkeypair", "-keyalg", "EC", "-alias", "a",
                "-dname", "CN=a.test", "-ext", "san=dns:a.test", "-storetype", "PKCS12", "-keystore", store.toString(), "-storepass", "changeit")
                .redirectErrorStream(true).redirectOutput(dir.resolve("keytool.log").toFile()).start();
        assertThat(keytool.waitFor()).isZero();
        SSLContext context = context(store);
        HttpsServer server = HttpsServer.create(new InetSocketAddress(LOOPBACK, 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        answer(server, "/", 200, "sealed", false);
        int port = server.getAddress().getPort();
        PinnedHttp http = new PinnedHttp(Set.of("a.test", "b.test"), name -> new InetAddress[] {LOOPBACK}, context::getSocketFactory);
        assertThat(new String(http.send(get("https://a.test:" + port + "/"), 100).body(), StandardCharsets.UTF_8)).endsWith("sealed");
        assertThatThrownBy(() -> http.send(get("https://b.test:" + port + "/"), 100)).isInstanceOf(Transient.class).hasMessageContaining("b.test");
        server.stop(0);
    }

    private static SSLContext context(Path file) throws Exception {
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (var in = Files.newInputStream(file)) {
            store.load(in, "changeit".toCharArray());
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, "changeit".toCharArray());
        KeyStore anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        anchors.setCertificateEntry("a", store.getCertificate("a"));
        TrustManagerFactory trust = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    @Test
    void shows_no_token_that_stands_in_a_path() {
        String shown = Redaction.address(URI.create("https://api.example.org/bot123456789:AAHdqTcvCH1vGWJxfSeofSAs0K5PALDsaw4/sendMessage?x=1"));
        assertThat(shown).isEqualTo("https://api.example.org/[secret]/sendMessage");
        assertThat(Redaction.address(URI.create("https://h.test/v1/models/claude-sonnet-4-20250514/x"))).endsWith("/v1/models/claude-sonnet-4-20250514/x");
    }
}
