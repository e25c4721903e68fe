package dev.chela.core.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.core.hash.Sha256;
import dev.chela.core.home.internal.LockedHome;
import dev.chela.core.net.internal.JdkHttp;
import dev.chela.core.plugin.Source.Web;
import dev.chela.core.task.SystemClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DownloadsTest {
    private static final byte[] JAR = "a jar".getBytes(StandardCharsets.UTF_8);
    private static final String DIGEST = Sha256.hex(JAR, 32);

    @TempDir
    private Path root;
    private final SystemClock clock = new SystemClock();
    private final JdkHttp http = new JdkHttp(clock);
    private LockedHome home;
    private HttpServer server;
    private HttpServer elsewhere;
    private Downloads downloads;

    @BeforeEach
    void open() throws IOException {
        home = new LockedHome(root.resolve("home"));
        elsewhere = serving();
        server = serving();
        server.createContext("/onward", exchange -> {
            exchange.getResponseHeaders().add("Location", at(elsewhere, "x.jar"));
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        downloads = new Downloads(landing(), http);
    }

    private Landing landing() throws IOException {
        return new Landing(home.directory("plugins/downloads"));
    }

    private static HttpServer serving() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/files", exchange -> {
            exchange.sendResponseHeaders(200, JAR.length);
            exchange.getResponseBody().write(JAR);
            exchange.close();
        });
        server.start();
        return server;
    }

    @AfterEach
    void close() {
        server.stop(0);
        elsewhere.stop(0);
        http.close();
        home.close();
        clock.close();
    }

    private static String at(HttpServer server, String file) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/files/" + file;
    }

    private String get(String address, String sha256) {
        return downloads.with(new Web(address, sha256), jar -> {
            try {
                return jar.getFileName() + " " + Files.readString(jar);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private Path kept() {
        return home.root().resolve("plugins/downloads");
    }

    @Test
    void a_file_is_there_under_its_own_name_while_it_is_used() {
        assertThat(get(at(server, "x-1.0.jar?from=here"), DIGEST)).isEqualTo("x-1.0.jar a jar");
        assertThat(kept()).isEmptyDirectory();
    }

    @Test
    void another_file_than_the_one_that_was_meant_is_used_by_nobody() {
        assertThatThrownBy(() -> get(at(server, "x.jar"), "1".repeat(64))).isInstanceOf(Permanent.class).hasMessageContaining(DIGEST);
        assertThat(kept()).isEmptyDirectory();
    }

    @Test
    void what_an_address_leads_on_to_is_not_within_the_house_even_where_the_address_is() {
        String address = at(server, "x.jar").replace("/files/", "/onward/");
        assertThatThrownBy(() -> get(address, DIGEST)).isInstanceOf(Denied.class);
        assertThat(kept()).isEmptyDirectory();
    }

    @Test
    void what_a_crash_left_is_gone_after_the_next_start() throws IOException {
        Path left = Files.createDirectory(kept().resolve("left"));
        Files.write(left.resolve("x.jar"), JAR);
        landing();
        assertThat(kept()).isEmptyDirectory();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "http://127.0.0.1/files/x.zip | ends with no jar's name",
        "http://127.0.0.1/files/.x.jar | ends with no jar's name",
        "http://127.0.0.1/files/a%2fx.jar | ends with no jar's name",
        "file:///etc/x.jar | is no address of the web",
        "not an address | is no address",
        "x.jar | is no address of the web"})
    void what_is_no_address_of_a_jar_is_refused(String address, String why) {
        assertThatThrownBy(() -> get(address, DIGEST)).isInstanceOf(Permanent.class).hasMessageContaining(why);
        assertThat(kept()).isEmptyDirectory();
    }
}
