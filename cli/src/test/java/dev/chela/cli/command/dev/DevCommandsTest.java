package dev.chela.cli.command.dev;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.cli.Failure;
import dev.chela.cli.stub.Cli;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What begins a plugin. That it builds, and is swapped in, shows itself on the real gateway. */
class DevCommandsTest {
    @TempDir
    private Path home;

    private Cli.Result run(String... words) {
        return new Cli(home).with("CHELA_SOURCES", Path.of("..").toAbsolutePath().normalize().toString()).with("CHELA_MAVEN", home.toString()).run(words);
    }

    @Test
    void a_plugin_begins_under_its_own_name_everywhere() throws IOException {
        Path to = home.resolve("radar");
        assertThat(run("dev", "new", "tool", "rain-radar", to.toString()).out()).contains("A tool named rain-radar is in " + to);
        List<Path> files = files(to);
        assertThat(files).extracting(file -> to.relativize(file).toString()).containsExactly(".gitignore", "pom.xml",
                "src/main/java/org/example/rainradar/RainRadarTool.java", "src/main/java/org/example/rainradar/package-info.java",
                "src/test/java/org/example/rainradar/RainRadarToolTest.java");
        for (Path file : files) {
            assertThat(file).content().doesNotContainIgnoringCase("sample").doesNotContain("archetype");
        }
        assertThat(to.resolve("pom.xml")).content().contains("<relativePath/>", "<groupId>org.example</groupId>", "<artifactId>rain-radar-tool</artifactId>",
                "<version>0.1.0</version>");
    }

    @Test
    void another_package_is_taken_where_it_is_named() {
        Path to = home.resolve("radar");
        run("dev", "new", "channel", "radar", to.toString(), "--package", "com.example.weather.radar");
        assertThat(to.resolve("src/main/java/com/example/weather/radar/Radar.java")).content()
                .contains("package com.example.weather.radar;", "class Radar implements ChannelType", "RADAR_TOKEN", "id=radar");
        assertThat(to.resolve("pom.xml")).content().contains("<groupId>com.example.weather</groupId>");
    }

    @Test
    void what_is_to_be_typed_next_is_fit_for_a_shell() {
        assertThat(run("dev", "new", "tool", "radar", home.resolve("radar").toString()).out()).contains("chela dev " + home + "/radar   ");
        assertThat(run("dev", "new", "tool", "radar", home.resolve("Ann's rain").toString()).out()).contains("chela dev '" + home + "/Ann'\\''s rain'   ");
    }

    @Test
    void nothing_is_written_over() throws IOException {
        Path mine = Files.writeString(home.resolve("mine"), "work of years");
        Cli.Result result = run("dev", "new", "tool", "radar", home.toString());
        assertThat(result.exitCode()).isEqualTo(Failure.FAILED);
        assertThat(result.err()).contains(home + " is not empty; name another folder");
        assertThat(files(home)).containsExactly(mine);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Radar", "rain_radar", "9radar", "rain--radar", "../radar", "radar-"})
    void what_is_no_name_is_told_with_an_example(String name) throws IOException {
        Cli.Result result = run("dev", "new", "tool", name, home.resolve("to").toString());
        assertThat(result.exitCode()).isEqualTo(Failure.USAGE);
        assertThat(result.err()).contains("'" + name + "' is no name for a plugin", "such as rain-radar");
        assertThat(files(home)).isEmpty();
    }

    @Test
    void a_kind_that_is_none_is_told_with_those_that_are() {
        assertThat(run("dev", "new", "toool", "radar", home.resolve("to").toString()).err())
                .contains("There is no kind of plugin 'toool'. There are: channel, hook, model, tool.");
    }

    @Test
    void a_folder_that_is_no_plugin_is_told_with_what_begins_one() {
        assertThat(run("dev", home.toString()).err()).contains(home + " has no pom.xml. Begin a plugin with: chela dev new tool NAME");
    }

    private static List<Path> files(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile).sorted().toList();
        }
    }
}
