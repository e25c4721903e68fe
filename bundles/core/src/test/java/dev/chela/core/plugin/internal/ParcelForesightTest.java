package dev.chela.core.plugin.internal;

import static dev.chela.core.plugin.internal.ParcelRoom.ECHO;
import static dev.chela.core.plugin.internal.ParcelRoom.ROLL;
import static dev.chela.core.plugin.internal.ParcelRoom.both;
import static dev.chela.core.plugin.internal.ParcelRoom.features;
import static dev.chela.core.plugin.internal.ParcelRoom.kar;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.core.plugin.Generation;
import dev.chela.core.plugin.Outlook;
import dev.chela.core.plugin.ParcelOutlook;
import dev.chela.core.plugin.Plugins.Mode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a feature file or an archive would do is told, and nothing of it is done. */
class ParcelForesightTest {
    @TempDir Path root;
    private ParcelRoom here;

    @BeforeEach
    void start() throws Exception {
        here = new ParcelRoom(root);
    }

    @AfterEach
    void stop() throws Exception {
        here.close();
    }

    private Path file(String name, byte[] content) throws IOException {
        return Files.write(root.resolve(name), content);
    }

    private Set<String> deployed() throws IOException {
        try (Stream<Path> files = Files.list(here.container.deploy)) {
            return files.map(file -> file.getFileName().toString()).collect(Collectors.toSet());
        }
    }

    @Test
    void each_plugin_of_an_archive_is_told_with_its_steps_and_nothing_is_changed() throws Exception {
        Set<String> before = deployed();
        ParcelOutlook outlook = here.door.plan(file("x.kar", kar(both("one"))), Mode.NEW);
        assertThat(outlook.contains()).extracting(Outlook::file).containsExactly("echo-1.0.0.jar", "roll-1.0.0.jar");
        assertThat(outlook.contains()).allSatisfy(plugin -> {
            assertThat(plugin.problem()).isEmpty();
            assertThat(plugin.swap().steps()).contains("verify", "record");
            assertThat(plugin.before()).isEmpty();
        });
        assertThat(outlook.contains().get(0).build().provides()).containsExactly("tool echo");
        assertThat(outlook.changesNothing()).isFalse();
        assertThat(deployed()).isEqualTo(before);
        assertThat(here.container.plugins.list()).isEmpty();
        assertThat(root.resolve("home/plugins/unpacked")).as("what was got for it").isEmptyDirectory();
    }

    @Test
    void what_is_there_what_is_aside_and_what_would_go_are_told_apart() throws Exception {
        Path file = file("x.kar", kar(both("one")));
        here.container.plugins.bring(file, Mode.NEW);
        assertThat(here.door.plan(file, Mode.UPDATE).changesNothing()).isTrue();
        assertThatThrownBy(() -> here.door.plan(file, Mode.NEW)).hasMessageContaining("x.kar lies in " + here.container.deploy + " already; update it instead");

        Files.write(file, kar(Map.of(ECHO, PluginJar.tool("echo", "two").header("Bundle-Version", "2.0.0"))));
        ParcelOutlook smaller = here.door.plan(file, Mode.UPDATE);
        assertThat(smaller.contains()).singleElement().satisfies(plugin -> {
            assertThat(plugin.before()).get().extracting(Generation::version).isEqualTo("1.0.0");
            assertThat(plugin.after()).get().extracting(Generation::version).isEqualTo("2.0.0");
        });
        assertThat(smaller.withdraws()).extracting(Generation::id).containsExactly("sample.roll");

        here.container.plugins.disable("sample.roll");
        assertThat(here.door.plan(file("x.kar", kar(both("one"))), Mode.UPDATE).changesNothing()).as("as it is, one in use and one aside").isTrue();
        ParcelOutlook newer = here.door.plan(file("x.kar", kar(both("two"))), Mode.UPDATE);
        assertThat(newer.contains()).extracting(plugin -> plugin.after().orElseThrow().id()).containsExactly("sample.echo");
        assertThat(newer.aside()).extracting(Generation::id).containsExactly("sample.roll");
        assertThat(here.container.call("echo")).isEqualTo("one hello");
    }

    @Test
    void what_is_wrong_is_told_of_the_whole_and_of_each() throws Exception {
        Map<String, PluginJar> jars = both("one");
        jars.put("com.example:nosy:1.0.0", PluginJar.tool("nosy", "x").importing("dev.chela.core.store"));
        Path file = file("x.kar", kar(jars));
        ParcelOutlook outlook = here.door.verify(file);
        assertThat(outlook.problem()).contains("nothing was changed: sample.nosy 1.0.0").contains("imports the package dev.chela.core.store");
        assertThat(outlook.contains()).extracting(plugin -> plugin.problem().isEmpty()).containsExactly(true, true, false);
        assertThatThrownBy(() -> here.door.plan(file, Mode.NEW)).isInstanceOf(Permanent.class).hasMessageContaining("x.kar would be refused: nothing was changed");

        here.container.drop("mine.jar", PluginJar.tool("echo", "mine"));
        here.changes(1);
        ParcelOutlook taken = here.door.verify(file("y.kar", kar(both("one"))));
        assertThat(taken.problem()).contains("there is already sample.echo (mine.jar)");
        assertThat(taken.contains()).hasSize(2);

        ParcelOutlook unpacked = here.door.verify(file("z.kar", new byte[] {1, 2}));
        assertThat(unpacked.problem()).contains("it is not an archive");
        assertThat(unpacked.contains()).isEmpty();
    }

    @Test
    void a_feature_file_is_looked_at_with_what_the_repository_has() throws Exception {
        here.repository.publish(ECHO, PluginJar.tool("echo", "one").bytes(), "sha1");
        Path file = file("x.xml", features("mvn:com.example/echo/1.0.0"));
        assertThat(here.door.plan(file, Mode.NEW).contains()).extracting(Outlook::file).containsExactly("echo-1.0.0.jar");
        Files.write(file, features("mvn:com.example/echo/1.0.0", "mvn:com.example/roll/1.0.0"));
        assertThat(here.door.verify(file).problem()).contains("there is no mvn:" + ROLL);
        assertThatThrownBy(() -> here.door.verify(file("pom.xml", "<project/>".getBytes()))).hasMessageContaining("is no feature file: its root is not <features>");
        assertThatThrownBy(() -> here.door.verify(root.resolve("none.kar"))).hasMessageContaining("is neither a feature file nor an archive");
    }

    @Test
    void until_all_is_back_that_was_there_it_is_told_when_to_ask() throws Exception {
        here.door.close();
        Path file = file("x.kar", kar(both("one")));
        assertThatThrownBy(() -> here.door.verify(file)).isInstanceOf(Transient.class).hasMessageContaining("not all back yet");
        assertThat(List.of(Mode.values())).allSatisfy(mode -> assertThatThrownBy(() -> here.door.plan(file, mode)).isInstanceOf(Transient.class));
    }
}
