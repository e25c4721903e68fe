package dev.chela.core.plugin.internal;

import static dev.chela.core.plugin.internal.ParcelRoom.ECHO;
import static dev.chela.core.plugin.internal.ParcelRoom.ROLL;
import static dev.chela.core.plugin.internal.ParcelRoom.both;
import static dev.chela.core.plugin.internal.ParcelRoom.features;
import static dev.chela.core.plugin.internal.ParcelRoom.kar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import dev.chela.core.plugin.Generation;
import dev.chela.core.plugin.PluginLock.Locked;
import dev.chela.core.plugin.PluginRefused;
import dev.chela.core.plugin.Plugins.Mode;
import dev.chela.core.plugin.Plugins.Refused;
import dev.chela.core.plugin.sample.Bursting;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Feature files and archives that are dropped, overwritten and deleted. */
class ParcelsTest {
    @TempDir Path root;
    private ParcelRoom here;
    private Container container;

    @BeforeEach
    void start() throws Exception {
        here = new ParcelRoom(root);
        container = here.container;
    }

    @AfterEach
    void stop() throws Exception {
        here.close();
    }

    private void restart() throws Exception {
        stop();
        start();
    }

    private void changes(int count) throws Exception {
        here.changes(count);
    }

    private String refusal(String file) throws Exception {
        Object heard = container.heard();
        while (!(heard instanceof PluginRefused refused && refused.file().equals(file))) {
            heard = container.heard();
        }
        return ((PluginRefused) heard).reason();
    }

    @Test
    void an_archive_brings_its_plugins_an_overwritten_one_exchanges_them_and_a_deleted_one_takes_them_away() throws Exception {
        container.drop("x.kar", kar(both("one")));
        changes(2);
        assertThat(container.call("echo")).isEqualTo("one hello");
        assertThat(container.call("roll")).isEqualTo("one hello");

        container.drop("x.kar", kar(Map.of(ECHO, PluginJar.tool("echo", "two").header("Bundle-Version", "2.0.0"))));
        changes(2);
        assertThat(container.call("echo")).isEqualTo("two hello");
        assertThat(container.call("roll")).as("not named any more").contains("there is no tool 'roll'");

        container.delete("x.kar");
        changes(1);
        assertThat(container.call("echo")).contains("there is no tool 'echo'");
        assertThat(container.plugins.list()).isEmpty();
    }

    @Test
    void a_feature_file_brings_plugins_from_repositories_which_come_back_without_them() throws Exception {
        Path published = here.repository.publish(ECHO, PluginJar.tool("echo", "one").bytes(), "sha1");
        container.drop("x.xml", features("mvn:com.example/echo/1.0.0"));
        changes(1);
        assertThat(container.plugins.stock()).singleElement().extracting(plugin -> plugin.as().source().told()).isEqualTo("mvn:" + ECHO);
        here.taken();
        Files.delete(published);
        restart();
        here.taken();
        assertThat(container.call("echo")).isEqualTo("one hello");
        container.delete("x.xml");
        changes(1);
        assertThat(container.call("echo")).contains("there is no tool 'echo'");
    }

    @Test
    void one_that_went_while_the_gateway_was_down_takes_its_plugins_along() throws Exception {
        container.drop("x.kar", kar(both("one")));
        changes(2);
        here.taken();
        stop();
        Files.delete(root.resolve("deploy/x.kar"));
        start();
        while (!container.plugins.list().isEmpty()) {
            container.heard();
        }
        assertThat(container.call("echo")).contains("there is no tool 'echo'");
    }

    @Test
    void nothing_of_it_is_taken_when_one_thing_cannot_be() throws Exception {
        Map<String, PluginJar> jars = both("one");
        jars.put("com.example:nosy:1.0.0", PluginJar.tool("nosy", "x").importing("dev.chela.core.store"));
        container.drop("x.kar", kar(jars));
        assertThat(refusal("x.kar")).contains("nothing was changed: sample.nosy 1.0.0").contains("imports the package dev.chela.core.store");
        assertThat(container.plugins.list()).isEmpty();
        assertThat(container.plugins.refused()).extracting(Refused::file).containsExactly("x.kar");
        assertThat(container.deploy.resolve("x.kar.status")).content().startsWith("refused at ").contains("sample.nosy");
        assertThat(container.deploy.toFile().list((folder, name) -> name.endsWith(".jar"))).isEmpty();

        container.drop("x.kar", kar(both("one"), "resources/etc/users.properties"));
        assertThat(refusal("x.kar")).contains("it has resources/, which are not for plugins");
        container.drop("x.kar", kar(both("one"), "repository/com/example/features.xml"));
        assertThat(refusal("x.kar")).contains("repository/com/example/features.xml cannot be read");
        container.drop("y.xml", features("mvn:com.example/echo/1.0.0", "mvn:com.example/roll/1.0.0"));
        assertThat(refusal("y.xml")).contains("there is no mvn:" + ECHO).contains("there is no mvn:" + ROLL);
        container.delete("x.kar");
        assertThat(refusal("y.xml")).as("the other may have kept it out").contains("there is no mvn:" + ECHO);
        here.repository.publish(ECHO, PluginJar.tool("echo", "one").bytes(), "sha1");
        here.repository.publish(ROLL, PluginJar.tool("roll", "one").bytes(), "sha1");
        container.plugins.refresh();
        changes(2);
        here.taken();
        assertThat(container.plugins.refused()).isEmpty();
    }

    @Test
    void what_it_brought_goes_on_working_when_it_is_overwritten_with_one_that_is_refused() throws Exception {
        container.drop("x.kar", kar(both("one")));
        changes(2);
        container.drop("x.kar", "no archive".getBytes(StandardCharsets.UTF_8));
        assertThat(refusal("x.kar")).contains("it is not an archive");
        assertThat(container.deploy.resolve("x.kar.status")).content().contains("(what it brought goes on working)");
        assertThat(container.call("echo")).isEqualTo("one hello");
        container.delete("x.kar");
        changes(2);
        assertThat(container.plugins.list()).isEmpty();
    }

    @Test
    void one_that_is_refused_as_it_starts_leaves_nothing_behind_when_the_archive_goes() throws Exception {
        Map<String, PluginJar> jars = both("one");
        jars.put(ROLL, PluginJar.tool("roll", "x").component(Bursting.class));
        container.drop("x.kar", kar(jars));
        assertThat(refusal("x.kar")).contains("it could not be done to install sample.roll").contains("done before: install sample.echo");
        assertThat(container.call("echo")).isEqualTo("one hello");
        container.delete("x.kar");
        changes(1);
        assertThat(container.plugins.list()).isEmpty();
    }

    @Test
    void one_file_has_a_plugin_and_an_archive_takes_none_from_another() throws Exception {
        container.drop("mine.jar", PluginJar.tool("echo", "mine"));
        changes(1);
        container.drop("x.kar", kar(both("one")));
        assertThat(refusal("x.kar")).contains("there is already sample.echo (mine.jar)");
        assertThat(container.call("echo")).isEqualTo("mine hello");
        container.plugins.uninstall("sample.echo");
        changes(1);
        container.plugins.refresh();
        changes(2);
        assertThat(container.call("echo")).isEqualTo("one hello");

        container.drop("y.kar", kar(Map.of(ROLL, PluginJar.tool("roll", "y"))));
        assertThat(refusal("y.kar")).contains("there is already sample.roll (roll-1.0.0.jar)");
        container.delete("x.kar");
        changes(3);
        assertThat(container.call("roll")).as("the other archive follows").isEqualTo("y hello");
    }

    @Test
    void what_somebody_changed_since_is_his_own() throws Exception {
        container.drop("x.kar", kar(both("one")));
        changes(2);
        container.plugins.disable("sample.roll");
        container.plugins.install(Files.write(root.resolve("newer.jar"), PluginJar.tool("echo", "newer").bytes()), Mode.UPDATE);
        changes(2);
        here.taken();
        container.drop("x.kar", kar(both("two")));
        changes(1);
        here.taken();
        assertThat(container.call("echo")).isEqualTo("two hello");
        assertThat(container.call("roll")).as("it stays aside").contains("there is no tool 'roll'");
        Path jar = Files.write(root.resolve("newest.jar"), PluginJar.tool("echo", "newest").bytes());
        container.plugins.install(jar, Mode.UPDATE);
        changes(1);
        container.delete("x.kar");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        while (container.plugins.stock().size() > 1 && System.nanoTime() < end) {
            Thread.onSpinWait();
        }
        assertThat(container.plugins.stock()).extracting(plugin -> plugin.as()).extracting(Locked::id).containsExactly("sample.echo");
        assertThat(container.call("echo")).isEqualTo("newest hello");
    }

    @Test
    void one_is_installed_and_exchanged_by_order_and_what_is_refused_is_put_back() throws Exception {
        Path good = Files.write(root.resolve("x.kar"), kar(both("one")));
        assertThatThrownBy(() -> container.plugins.bring(good, Mode.UPDATE)).hasMessageContaining("x.kar is not in " + container.deploy);
        assertThat(container.plugins.bring(good, Mode.NEW)).extracting(Generation::id).containsExactly("sample.echo", "sample.roll");
        assertThatThrownBy(() -> container.plugins.bring(good, Mode.NEW)).hasMessageContaining("x.kar lies in " + container.deploy + " already; update it instead");
        assertThat(container.plugins.bring(good, Mode.UPDATE)).as("the same again").hasSize(2);

        byte[] taken = Files.readAllBytes(good);
        Files.write(good, kar(both("two"), "resources/x"));
        assertThatThrownBy(() -> container.plugins.bring(good, Mode.UPDATE)).isInstanceOf(Permanent.class).hasMessageContaining("x.kar was refused: it has resources/");
        assertThat(container.deploy.resolve("x.kar")).hasBinaryContent(taken);
        assertThat(container.call("echo")).isEqualTo("one hello");
        Files.write(good, kar(both("two")));
        container.plugins.bring(good, Mode.UPDATE);
        assertThat(container.call("echo")).isEqualTo("two hello");

        Path bad = Files.write(root.resolve("y.xml"), features("wrap:x"));
        assertThatThrownBy(() -> container.plugins.bring(bad, Mode.NEW)).hasMessageContaining("y.xml was refused: 'wrap:x' is not taken");
        assertThat(container.deploy.resolve("y.xml")).doesNotExist();
        Path pom = Files.writeString(root.resolve("pom.xml"), "<project/>");
        assertThatThrownBy(() -> container.plugins.bring(pom, Mode.NEW)).hasMessageContaining("is no feature file: its root is not <features>");
        assertThatThrownBy(() -> container.plugins.bring(root.resolve("none.kar"), Mode.NEW)).hasMessageContaining("is neither a feature file nor an archive");
    }

    @Test
    void other_xml_lies_there_unheeded() throws Exception {
        Files.move(Files.writeString(root.resolve("pom.xml"), "<project/>"), container.deploy.resolve("pom.xml"), StandardCopyOption.ATOMIC_MOVE);
        container.drop("x.kar", kar(both("one")));
        changes(2);
        container.drop("y.xml", features("wrap:x"));
        assertThat(refusal("y.xml")).contains("'wrap:x' is not taken");
        assertThat(container.plugins.refused()).extracting(Refused::file).containsExactly("y.xml");
        assertThat(container.deploy.resolve("pom.xml.status")).doesNotExist();
    }
}
