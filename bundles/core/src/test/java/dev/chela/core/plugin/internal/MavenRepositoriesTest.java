package dev.chela.core.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.core.FixedConfig;
import dev.chela.core.home.internal.LockedHome;
import dev.chela.core.net.internal.JdkHttp;
import dev.chela.core.plugin.Coordinates;
import dev.chela.core.plugin.Source.Maven;
import dev.chela.core.task.SystemClock;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Over a real socket, and in a real directory. */
class MavenRepositoriesTest {
    private static final String DICE = "com.example:dice:1.0.0";
    private static final byte[] JAR = "a jar".getBytes(StandardCharsets.UTF_8);

    @TempDir
    private Path root;
    private final SystemClock clock = new SystemClock();
    private final JdkHttp http = new JdkHttp(clock);
    private final AtomicInteger status = new AtomicInteger();
    private LockedHome home;
    private HttpServer server;
    private MavenLayout near;
    private MavenLayout far;

    @BeforeEach
    void open() throws IOException {
        home = new LockedHome(root.resolve("home"));
        near = new MavenLayout(root.resolve("near"));
        far = new MavenLayout(root.resolve("far"));
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/far/", exchange -> {
            Path file = root.resolve(exchange.getRequestURI().getPath().substring(1));
            byte[] body = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
            exchange.getResponseHeaders().add("Location", "http://127.0.0.1:1" + exchange.getRequestURI().getPath());
            exchange.sendResponseHeaders(status.get() > 0 ? status.get() : body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
            exchange.getResponseBody().write(body);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void close() {
        server.stop(0);
        http.close();
        home.close();
        clock.close();
    }

    private String served() {
        return "http://127.0.0.1:" + server.getAddress().getPort() + "/far";
    }

    private String get(String coordinates, Optional<String> sha256, String... repositories) throws IOException {
        JarSources sources = new JarSources(home, http, new FixedConfig(new MavenSettings(List.of(repositories))));
        try {
            return sources.with(new Maven(Coordinates.of(coordinates), sha256), jar -> {
                try {
                    return jar.getFileName() + " " + Files.readString(jar);
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
        } finally {
            assertThat(root.resolve("home/plugins/downloads")).as("nothing stays").isEmptyDirectory();
            sources.close();
        }
    }

    private String get(String... repositories) throws IOException {
        return get(DICE, Optional.empty(), repositories);
    }

    @ParameterizedTest
    @ValueSource(strings = {"sha256", "sha512", "sha1"})
    void a_jar_is_taken_whose_checksum_the_repository_publishes(String checksum) throws IOException {
        far.publish(DICE, JAR, checksum);
        assertThat(get(served())).isEqualTo("dice-1.0.0.jar a jar");
        assertThat(get(served() + "/")).isEqualTo("dice-1.0.0.jar a jar");
        near.publish(DICE, JAR, checksum);
        assertThat(get(near.address().toString())).isEqualTo("dice-1.0.0.jar a jar");
    }

    @Test
    void a_checksum_may_stand_beside_the_name_of_its_file() throws IOException {
        Path jar = far.publish(DICE, JAR);
        Files.writeString(Path.of(jar + ".sha1"), MavenLayout.digest("sha1", JAR) + "  dice-1.0.0.jar\n");
        assertThat(get(served())).isEqualTo("dice-1.0.0.jar a jar");
    }

    @Test
    void a_jar_that_is_not_what_the_repository_says_is_used_by_nobody() throws IOException {
        Path jar = far.publish(DICE, JAR, "sha1");
        Files.writeString(Path.of(jar + ".sha256"), MavenLayout.digest("sha256", "another".getBytes(StandardCharsets.UTF_8)));
        assertThatThrownBy(() -> get(served())).isInstanceOf(Permanent.class).hasMessageContaining("the jar has the SHA-256 " + MavenLayout.digest("sha256", JAR))
                .hasMessageContaining("/dice-1.0.0.jar.sha256 says ").hasMessageContaining("nothing was installed");
        Files.writeString(Path.of(jar + ".sha256"), "<html>");
        assertThatThrownBy(() -> get(served())).hasMessageContaining("/dice-1.0.0.jar.sha256 holds no SHA-256");
    }

    @Test
    void where_the_repository_says_nothing_of_a_jar_somebody_else_must() throws IOException {
        far.publish(DICE, JAR);
        assertThatThrownBy(() -> get(served())).isInstanceOf(Permanent.class).hasMessageContaining("no checksum (.sha256, .sha512 or .sha1)")
                .hasMessageContaining("give the SHA-256 that its publisher tells");
        String digest = MavenLayout.digest("sha256", JAR);
        assertThat(get(DICE, Optional.of(digest), served())).isEqualTo("dice-1.0.0.jar a jar");
        assertThatThrownBy(() -> get(DICE, Optional.of("1".repeat(64)), served())).hasMessageContaining("has the SHA-256 " + digest + ", not the one that was given");
        assertThatThrownBy(() -> get(DICE, Optional.of("11"), served())).hasMessageContaining("'11' is no SHA-256");
    }

    @Test
    void repositories_are_asked_in_their_order_and_where_was_looked_is_said() throws IOException {
        far.publish(DICE, JAR, "sha1");
        assertThat(get(near.address().toString(), served())).isEqualTo("dice-1.0.0.jar a jar");
        near.publish(DICE, "the near one".getBytes(StandardCharsets.UTF_8), "sha1");
        assertThat(get(near.address().toString(), served())).isEqualTo("dice-1.0.0.jar the near one");
        assertThatThrownBy(() -> get("com.example:dice:2.0.0", Optional.empty(), near.address().toString(), served())).isInstanceOf(Permanent.class)
                .hasMessageContaining("there is no mvn:com.example:dice:2.0.0")
                .hasMessageContaining(root.resolve("near/com/example/dice/2.0.0/dice-2.0.0.jar") + " nor " + served() + "/com/example/dice/2.0.0/dice-2.0.0.jar")
                .hasMessageContaining("plugins.maven.repositories");
        assertThatThrownBy(this::get).hasMessageContaining("there is no repository in plugins.maven.repositories");
    }

    @Test
    void a_repository_that_does_not_answer_is_not_passed_over() throws IOException {
        near.publish(DICE, JAR, "sha1");
        status.set(503);
        assertThatThrownBy(() -> get(served(), near.address().toString())).isInstanceOf(Transient.class).hasMessageContaining("answered 503");
        status.set(403);
        assertThatThrownBy(() -> get(served(), near.address().toString())).isInstanceOf(Permanent.class).hasMessageContaining("answered 403");
    }

    @Test
    void a_repository_leads_nobody_into_the_house() throws IOException {
        far.publish(DICE, JAR, "sha1");
        status.set(302);
        assertThatThrownBy(() -> get(served())).isInstanceOf(Denied.class);
    }

    @Test
    void what_anybody_on_the_way_could_have_written_vouches_for_nothing() {
        assertThat(Repository.of("http://repo.example.com/maven2", http).open()).isTrue();
        assertThat(Repository.of("https://repo.example.com/maven2", http).open()).isFalse();
        assertThat(Repository.of("http://127.0.0.1.example.com/maven2", http).open()).isTrue();
        assertThat(Repository.of("http://localhost:8081/maven2", http).open()).isFalse();
    }

    @Test
    void where_nothing_is_configured_it_is_maven_central() {
        assertThat(new MavenSettings(null).repositories()).containsExactly("https://repo.maven.apache.org/maven2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"ftp://example.com/maven2", "/home/jo/.m2/repository", "file:relative", "file://elsewhere/maven2", "https:///maven2", "https://jo:word@example.com/maven2",
        "https://example.com/maven2?key=1"})
    void what_is_no_repository_is_not_taken_as_a_setting(String repository) {
        assertThatThrownBy(() -> new MavenSettings(List.of(repository))).isInstanceOf(IllegalArgumentException.class).hasMessageNotContaining("word");
    }
}
