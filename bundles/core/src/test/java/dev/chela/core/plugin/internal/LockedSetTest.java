package dev.chela.core.plugin.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import dev.chela.core.FixedConfig;
import dev.chela.core.hash.Sha256;
import dev.chela.core.net.internal.JdkHttp;
import dev.chela.core.plugin.Coordinates;
import dev.chela.core.plugin.Generation;
import dev.chela.core.plugin.Locks.Order;
import dev.chela.core.plugin.Locks.Others;
import dev.chela.core.plugin.Locks.Outcome;
import dev.chela.core.plugin.PluginLock;
import dev.chela.core.plugin.PluginLock.Locked;
import dev.chela.core.plugin.Plugins.Installed;
import dev.chela.core.plugin.Plugins.Mode;
import dev.chela.core.plugin.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A set of plugins written down in one house, and made in another. */
class LockedSetTest {
    private static final PluginJar ECHO = PluginJar.tool("echo", "one");
    private static final PluginJar NEWER = PluginJar.tool("echo", "two").header("Bundle-Version", "2.0.0");
    private static final PluginJar ROLL = PluginJar.tool("roll", "six");

    @TempDir Path root;
    private MavenLayout repository;
    private House one;
    private House other;

    private final class House implements AutoCloseable {
        final Container container;
        final JdkHttp http;
        final JarSources sources;
        final LockedSet locks;

        House(Path place) throws Exception {
            container = new Container(Files.createDirectories(place));
            http = new JdkHttp(container.clock);
            sources = new JarSources(container.home(), http, new FixedConfig(new MavenSettings(List.of(repository.address().toString()))));
            locks = new LockedSet(container.plugins, sources, container.home());
        }

        void install(Source from) {
            sources.with(from, file -> container.plugins.install(file, Mode.NEW, from));
        }

        Outcome make(PluginLock lock, Path... jars) {
            return locks.apply(new Order(lock, List.of(jars), Others.STAY));
        }

        @Override
        public void close() throws Exception {
            sources.close();
            http.close();
            container.close();
        }
    }

    @BeforeEach
    void open() throws Exception {
        repository = new MavenLayout(root.resolve("repository"));
        one = new House(root.resolve("one"));
        other = new House(root.resolve("other"));
    }

    @AfterEach
    void close() throws Exception {
        one.close();
        other.close();
    }

    private Path jar(String file, PluginJar jar) throws IOException {
        return Files.write(root.resolve(file), jar.bytes());
    }

    private Source published(PluginJar jar, String coordinates) throws IOException {
        repository.publish(coordinates, jar.bytes(), "sha256");
        return new Source.Maven(Coordinates.of(coordinates), Optional.empty());
    }

    private static Locked locked(PluginJar jar, String id, String version, boolean enabled) throws IOException {
        return new Locked(new Generation(id, version, Sha256.hex(jar.bytes())), id + ".jar", enabled, new Source.Unknown());
    }

    private static List<String> words(Outcome outcome) {
        return outcome.changes().stream().map(change -> change.kind() + " " + change.plugin().id()).toList();
    }

    @Test
    void the_same_set_is_made_elsewhere_from_where_each_came() throws Exception {
        one.install(published(ECHO, "com.example:echo:1.0.0"));
        one.install(new Source.Local(jar("roll.jar", ROLL)));
        one.container.plugins.disable("sample.roll");
        PluginLock lock = one.locks.now();
        assertThat(lock.plugins()).extracting(Locked::id).containsExactly("sample.echo", "sample.roll");

        Outcome outcome = other.make(lock);
        assertThat(words(outcome)).containsExactly("INSTALL sample.echo", "INSTALL sample.roll");
        assertThat(other.container.call("echo")).isEqualTo("one hello");
        assertThat(other.container.call("roll")).contains("there is no tool 'roll'");
        assertThat(other.container.plugins.history("sample.roll")).as("what is to be aside never ran").isEmpty();
        assertThat(other.locks.now()).as("also where each came from").isEqualTo(lock);
        assertThat(other.make(lock).changes()).as("once more").isEmpty();
    }

    @Test
    void where_it_came_from_is_known_after_a_restart_aside_and_where_it_went_back() throws Exception {
        one.install(published(ECHO, "com.example:echo:1.0.0"));
        one.container.plugins.install(jar("echo-2.jar", NEWER), Mode.UPDATE);
        one.container.plugins.rollback("sample.echo", "");
        one.container.plugins.disable("sample.echo");
        one.close();
        one = new House(root.resolve("one"));
        one.container.plugins.enable("sample.echo");
        assertThat(one.locks.now().plugins()).singleElement().extracting(plugin -> plugin.source().told()).isEqualTo("mvn:com.example:echo:1.0.0");
    }

    @Test
    void what_a_hand_laid_there_is_found_among_the_jars_by_what_it_holds() throws Exception {
        one.container.drop("echo.jar", ECHO);
        one.container.changed();
        PluginLock lock = one.locks.now();
        assertThatThrownBy(() -> other.make(lock)).isInstanceOf(Permanent.class)
                .hasMessageContaining("nothing was changed: sample.echo 1.0.0").hasMessageContaining("it was laid into deploy/ by hand");
        List<String> copies = one.locks.copy(root.resolve("jars"));
        Files.move(root.resolve("jars").resolve(copies.get(0)), root.resolve("jars/any.jar"));
        other.make(lock, root.resolve("jars"));
        assertThat(other.container.call("echo")).isEqualTo("one hello");
        assertThat(other.container.plugins.list()).extracting(Installed::file).containsExactly("echo.jar");
    }

    @Test
    void what_differs_is_exchanged_taken_up_and_put_aside() throws Exception {
        PluginLock both = new PluginLock(List.of(locked(NEWER, "sample.echo", "2.0.0", true), locked(ROLL, "sample.roll", "1.0.0", false)));
        jar("newer.jar", NEWER);
        one.install(new Source.Local(jar("echo.jar", ECHO)));
        one.install(new Source.Local(jar("roll.jar", ROLL)));
        assertThat(words(one.make(both, root))).containsExactly("EXCHANGE sample.echo", "DISABLE sample.roll");
        assertThat(one.container.call("echo")).isEqualTo("two hello");
        assertThat(one.container.plugins.list()).as("where it lay before").extracting(Installed::file).containsExactly("echo.jar");
        assertThat(one.container.call("roll")).contains("there is no tool 'roll'");

        PluginLock back = new PluginLock(List.of(locked(ECHO, "sample.echo", "1.0.0", false), locked(ROLL, "sample.roll", "1.0.0", true)));
        assertThat(words(one.make(back))).as("from the gateway's own copies").containsExactly("EXCHANGE sample.echo", "ENABLE sample.roll");
        assertThat(one.container.call("echo")).contains("there is no tool 'echo'");
        assertThat(one.container.call("roll")).isEqualTo("six hello");
        assertThat(words(one.make(both, root))).containsExactly("EXCHANGE sample.echo", "DISABLE sample.roll");
        assertThat(one.container.call("echo")).isEqualTo("two hello");
    }

    @Test
    void what_is_not_in_it_stays_and_is_named_unless_it_is_to_go() throws Exception {
        one.install(new Source.Local(jar("echo.jar", ECHO)));
        PluginLock none = new PluginLock(List.of());
        assertThat(one.make(none).others()).containsExactly("sample.echo");
        assertThat(one.container.call("echo")).isEqualTo("one hello");
        Order order = new Order(none, List.of(), Others.REMOVED);
        assertThat(words(one.locks.plan(order))).containsExactly("REMOVE sample.echo");
        assertThat(one.container.call("echo")).as("only told").isEqualTo("one hello");
        assertThat(one.locks.apply(order).others()).isEmpty();
        assertThat(one.container.plugins.list()).isEmpty();
    }

    @Test
    void nothing_is_changed_when_one_jar_cannot_be_had_or_is_another_or_would_be_refused() throws Exception {
        Path jars = Files.createDirectory(root.resolve("jars"));
        Files.write(jars.resolve("echo.jar"), ECHO.bytes());
        PluginJar nosy = PluginJar.tool("nosy", "x").importing("dev.chela.core.store");
        Files.write(jars.resolve("nosy.jar"), nosy.bytes());
        Source gone = new Source.Local(root.resolve("gone.jar"));
        Source changed = published(NEWER, "com.example:echo:1.0.0");
        PluginLock lock = new PluginLock(List.of(locked(ECHO, "sample.echo", "1.0.0", true), locked(nosy, "sample.nosy", "1.0.0", true),
                new Locked(new Generation("sample.gone", "1.0.0", "0".repeat(64)), "gone.jar", true, gone),
                new Locked(new Generation("sample.roll", "1.0.0", "1".repeat(64)), "roll.jar", true, Source.of(changed.told(), Optional.of("1".repeat(64)))),
                locked(PluginJar.tool("echo", "one"), "sample.other", "1.0.0", false)));
        assertThatThrownBy(() -> one.make(lock, jars)).isInstanceOf(Permanent.class).hasMessageContaining("nothing was changed: ")
                .hasMessageContaining("sample.gone 1.0.0 (00000000): there is no file " + root.resolve("gone.jar")).hasMessageContaining("nor does it lie in " + jars)
                .hasMessageContaining("sample.roll 1.0.0 (11111111): " + root.resolve("repository/com/example/echo/1.0.0/echo-1.0.0.jar") + " has the SHA-256 " + Sha256.hex(NEWER.bytes()))
                .hasMessageContaining("imports the package dev.chela.core.store")
                .hasMessageContaining("sample.other 1.0.0").hasMessageContaining("the jar says that it is sample.echo 1.0.0");
        assertThat(one.container.plugins.list()).isEmpty();
        assertThat(one.container.deploy).isEmptyDirectory();
        assertThat(root.resolve("one/home/plugins/gathered")).as("nothing of it is kept").isEmptyDirectory();
    }

    @Test
    void what_was_done_is_said_when_one_is_refused_as_it_starts() throws Exception {
        Path jars = Files.createDirectory(root.resolve("jars"));
        PluginJar bursting = PluginJar.tool("burst", "x").component(dev.chela.core.plugin.sample.Bursting.class);
        Files.write(jars.resolve("1.jar"), ECHO.bytes());
        Files.write(jars.resolve("2.jar"), bursting.bytes());
        PluginLock lock = new PluginLock(List.of(locked(bursting, "sample.burst", "1.0.0", true), locked(ECHO, "sample.echo", "1.0.0", true),
                locked(PluginJar.tool("alone", "x"), "sample.alone", "1.0.0", true)));
        Files.write(jars.resolve("3.jar"), PluginJar.tool("alone", "x").bytes());
        assertThatThrownBy(() -> one.make(lock, jars)).isInstanceOf(Permanent.class).hasMessageContaining("it could not be done to install sample.burst 1.0.0")
                .hasMessageContaining("done before: install sample.alone 1.0.0").hasMessageContaining("not done: install sample.echo 1.0.0");
        assertThat(one.container.plugins.list()).extracting(plugin -> plugin.generation().id()).containsExactly("sample.alone");
    }

    @Test
    void a_lock_from_elsewhere_leads_no_jar_out_of_the_directory() {
        Generation is = new Generation("sample.echo", "1.0.0", "0".repeat(64));
        for (String file : List.of("../x.jar", "/x.jar", ".x.jar", "x.zip", "a\\x.jar", "x.jar\n.jar")) {
            assertThatThrownBy(() -> new Locked(is, file, true, new Source.Unknown())).isInstanceOf(Permanent.class).hasMessageContaining("is not the name of a jar");
        }
        assertThatThrownBy(() -> new Locked(new Generation("../x", "1", "0".repeat(64)), "x.jar", true, new Source.Unknown())).hasMessageContaining("is not the id of a plugin");
        Locked twice = new Locked(is, "x.jar", true, new Source.Unknown());
        assertThatThrownBy(() -> new PluginLock(List.of(twice, twice))).hasMessageContaining("sample.echo is in it twice");
    }
}
