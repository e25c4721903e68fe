package dev.chela.itests.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.testkit.plugin.PluginRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Every plugin of this repository keeps the rules that plugins from elsewhere are held to. */
class PluginManifestsIT {
    private static final Path ROOT = Path.of(System.getProperty("chela.root"));
    private static final String VERSION = System.getProperty("chela.version");

    private static List<Path> plugins() throws IOException {
        try (Stream<Path> bundles = Files.list(ROOT.resolve("bundles")); Stream<Path> examples = Files.list(ROOT.resolve("examples"))) {
            return Stream.concat(bundles, examples).filter(Files::isDirectory)
                    .filter(folder -> folder.getFileName().toString().matches("(channel|model|tool)-.*|hook-guard")).sorted().toList();
        }
    }

    @Test
    void there_are_plugins_of_every_kind() throws IOException {
        assertThat(plugins()).extracting(folder -> folder.getFileName().toString())
                .contains("channel-webchat", "model-openai", "tool-files", "tool-dice", "hook-guard");
    }

    /** What authors begin with. */
    @TestFactory
    Stream<DynamicTest> what_is_copied_keeps_the_rules() {
        return Stream.of("tool", "hook", "model", "channel").map(kind -> ROOT.resolve("archetype").resolve(kind).resolve("target").resolve("sample-" + kind + "-" + VERSION + ".jar"))
                .map(jar -> DynamicTest.dynamicTest(jar.getFileName().toString(), () -> assertThat(PluginRules.broken(jar)).isEmpty()));
    }

    @TestFactory
    Stream<DynamicTest> keeps_the_rules() throws IOException {
        return plugins().stream().map(folder -> folder.resolve("target").resolve(folder.getFileName() + "-" + VERSION + ".jar"))
                .map(jar -> DynamicTest.dynamicTest(jar.getFileName().toString(), () ->
                        assertThat(PluginRules.broken(jar)).isEmpty()));
    }
}
