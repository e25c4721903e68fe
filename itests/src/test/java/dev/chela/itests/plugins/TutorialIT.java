package dev.chela.itests.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Homes;
import dev.chela.itests.house.Jdk;
import dev.chela.itests.house.Until;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code docs/tutorial.md}, typed as it stands there: what is indented is a command, or a part of what the one before it says. Only signed plugins run there. */
class TutorialIT {
    private static final Path ROOT = Path.of(System.getProperty("chela.root")).toAbsolutePath().normalize();
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    private static final String GATEWAY = "./chela gateway run";
    private static final String BUILDER = "./chela dev ~/rain-radar";

    private Gateway gateway;
    private Path person;
    private Process builder;
    private int told;

    @BeforeEach
    void open() throws IOException {
        gateway = Gateway.start("{ gateway: { port: 0, auth: { mode: \"token\", token: \"" + Gateway.TOKEN
                + "\" } }, plugins: { trust: { policy: \"require\" } } }", Jdk.ofTheBuild());
        person = Files.createTempDirectory(gateway.home().getParent(), "author");
    }

    @AfterEach
    void close() throws Exception {
        if (builder != null) {
            builder.destroy();
            assertThat(builder.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        }
        gateway.close();
        Homes.delete(person);
    }

    @Test
    void everything_that_the_page_says_works() throws Exception {
        List<List<String>> steps = steps();
        assertThat(steps).hasSizeGreaterThan(8);
        for (List<String> step : steps) {
            String said = follow(step.get(0));
            assertThat(step.subList(1, step.size())).as(step.get(0) + ": " + said).allMatch(said::contains);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"hook", "model", "channel"})
    void what_is_begun_passes_its_tests_and_is_taken_by_the_gateway(String kind) throws Exception {
        assertThat(type("./chela dev new " + kind + " first-light ~/first-light --package net.example.light")).contains("A " + kind + " named first-light is in ");
        assertThat(type("./chela dev --once ~/first-light")).contains("net.example.first-light-" + kind + " 0.1.0 is in place");
        type("./mvnw -q -f ~/first-light/pom.xml verify");
        type("./chela plugins uninstall net.example.first-light-" + kind);
    }

    /** Each a command, and what must be among its words. */
    private static List<List<String>> steps() throws IOException {
        List<List<String>> steps = new ArrayList<>();
        for (String line : Files.readAllLines(ROOT.resolve("docs/tutorial.md"))) {
            if (line.startsWith("    ")) {
                boolean command = line.matches(" {4}(\\./|sed ).*");
                assertThat(command || !steps.isEmpty()).as(line).isTrue();
                if (command) {
                    steps.add(new ArrayList<>());
                }
                steps.get(steps.size() - 1).add(line.strip());
            }
        }
        return steps;
    }

    private String follow(String command) throws Exception {
        if (command.equals(GATEWAY)) {
            return "it runs";
        }
        if (command.equals(BUILDER)) {
            builder = begin(command).redirectOutput(words().toFile()).start();
            return heard();
        }
        boolean saves = command.startsWith("sed ") && command.contains("/src/main/");
        String said = type(command);
        return saves ? heard() : said;
    }

    private Path words() {
        return gateway.home().resolve("dev.out");
    }

    /** What the builder says of what was just saved. */
    private String heard() {
        Until.holds(PATIENCE, () -> "a word more than " + all(), () -> {
            assertThat(builder.isAlive()).as(all()).isTrue();
            return all().substring(told).matches("(?s).*(is in place|does not build).*\\n");
        });
        String now = all().substring(told);
        told = all().length();
        return now;
    }

    private String all() {
        try {
            return Files.readString(words());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private ProcessBuilder begin(String command) {
        ProcessBuilder shell = gateway.launcher().command("sh", "-c", "exec " + command.replace("~/", person + "/"));
        return shell.directory(ROOT.toFile()).redirectErrorStream(true);
    }

    private String type(String command) throws Exception {
        Process process = begin(command).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(command + ": " + said).isZero();
        return said;
    }
}
