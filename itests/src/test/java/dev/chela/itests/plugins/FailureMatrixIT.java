package dev.chela.itests.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.AuthorKey;
import dev.chela.itests.house.Flaw;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Samples;
import dev.chela.itests.house.Until;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every kind of plugin is upgraded to a build that fails in every way there is: in the end a generation that works is in its place, and it is
 * said why. What each says makes {@code docs/plugin-failures.md}. A sample in each build, all with {@code -Pfull}.
 */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class FailureMatrixIT extends OneHouse {
    private static final String WRITE = "./mvnw -q -Pfailures -pl itests -am verify";
    private static final String MODE = System.getProperty("chela.failures", "sample");
    private static final int SAMPLE = 4;
    /** With a channel that stops the gateway as it leaves, and nothing that hangs. */
    private static final int SEED = Integer.getInteger("chela.failures.seed", 462);
    private static final Path PAGE = Path.of(System.getProperty("chela.root"), "docs", "plugin-failures.md");

    private final FailurePage page = new FailurePage(WRITE);
    private Trial trial;
    private int builds;

    @Override
    protected String settings() {
        trial = new Trial(model, box());
        return super.settings().replace("tools: {", "channels: { " + trial.settings() + " },\n  tools: {");
    }

    private static Path box() {
        try {
            return Files.createTempDirectory("letters");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @BeforeEach
    void enter() {
        trial.enter(wire, session);
    }

    @BeforeAll
    void bystander() throws IOException {
        gateway.drop("dice.jar", Files.readAllBytes(Samples.DICE));
    }

    /** Its log is full of what the plugins did wrong, and is no healthy one. */
    @AfterAll
    void end() {
        gateway.kill();
        trial.close();
    }

    static Stream<Arguments> cells() {
        List<Arguments> all = new ArrayList<>();
        Stream.of(Flaw.values()).filter(flaw -> flaw != Flaw.NONE).forEach(flaw ->
                Stream.of(PluginKind.values()).filter(kind -> FailurePage.can(kind.name(), flaw)).forEach(kind -> all.add(Arguments.of(flaw, kind))));
        if (MODE.equals("sample")) {
            Collections.shuffle(all, new Random(SEED));
            return all.stream().limit(SAMPLE);
        }
        return all.stream();
    }

    @Order(1)
    @ParameterizedTest
    @MethodSource("cells")
    void a_generation_that_works_is_in_place_in_the_end_and_it_is_said_why(Flaw flaw, PluginKind kind) throws IOException {
        String good = install(kind, Flaw.NONE);
        trial.works(kind, good);
        page.add(flaw, kind.name(), fails(flaw, kind, good));
        assertThat(trial.said("tool dice {}")).as("a bystander").matches("1d6: \\d");
        Files.delete(gateway.home().resolve("deploy").resolve(kind.file()));
        Until.holds(kind + " is gone", () -> entry(kind).isMissingNode());
    }

    /** @return what is said of it */
    private String fails(Flaw flaw, PluginKind kind, String good) throws IOException {
        return switch (flaw) {
            case FAILS_IN_USE -> returned(kind, good);
            case LEAKS_A_THREAD, HANGS_ON_DEACTIVATION -> left(kind, flaw);
            case STOPS_THE_GATEWAY_AS_IT_STARTS -> killedTwice(kind, good);
            case STOPS_THE_GATEWAY_AS_IT_LEAVES -> killedAtRelease(kind);
            default -> refused(kind, flaw, good);
        };
    }

    private String refused(PluginKind kind, Flaw flaw, String good) throws IOException {
        gateway.drop(kind.file(), build(kind, flaw));
        String why = diagnostic(kind, "error");
        trial.works(kind, good);
        return why;
    }

    private String returned(PluginKind kind, String good) throws IOException {
        install(kind, Flaw.FAILS_IN_USE);
        Until.holds(Trial.PATIENCE, () -> "the one before is back", () -> {
            trial.use(kind);
            return entry(kind).path("version").asText().equals(good);
        });
        String why = diagnostic(kind, "warn");
        trial.works(kind, good);
        return why;
    }

    private String left(PluginKind kind, Flaw flaw) throws IOException {
        String bad = install(kind, flaw);
        trial.works(kind, bad);
        trial.works(kind, install(kind, Flaw.NONE));
        return logged(kind.id() + " " + bad + (flaw == Flaw.LEAKS_A_THREAD ? " left threads behind" : " is left behind"));
    }

    private String killedTwice(PluginKind kind, String good) throws IOException {
        gateway.drop(kind.file(), kind.jar(version(), Flaw.STOPS_THE_GATEWAY_AS_IT_STARTS));
        awaitDeath();
        try {
            gateway.start();
            awaitDeath();
        } catch (AssertionError diedBeforeItListened) {
            assertThat(gateway.process().isAlive()).isFalse();
        }
        restart();
        String why = diagnostic(kind, "error");
        trial.works(kind, good);
        return why;
    }

    private String killedAtRelease(PluginKind kind) throws IOException {
        trial.works(kind, install(kind, Flaw.STOPS_THE_GATEWAY_AS_IT_LEAVES));
        String better = version();
        gateway.drop(kind.file(), kind.jar(better, Flaw.NONE));
        awaitDeath();
        restart();
        trial.works(kind, better);
        Path note = gateway.home().resolve("deploy").resolve(kind.file() + ".status");
        Until.holds("the note is written", () -> Trial.read(note).contains(" " + better + " "));
        return Trial.read(note).strip();
    }

    private void awaitDeath() {
        Until.holds("the gateway dies", () -> !gateway.process().isAlive());
        wire.close();
    }

    private void restart() {
        gateway.start();
        wire = gateway.connect();
        trial.enter(wire, session);
    }

    private String version() {
        return "1.0." + ++builds;
    }

    private String install(PluginKind kind, Flaw flaw) throws IOException {
        String version = version();
        gateway.drop(kind.file(), kind.jar(version, flaw));
        Until.holds(kind + " " + version + " is installed", () -> entry(kind).path("version").asText().equals(version));
        return version;
    }

    private byte[] build(PluginKind kind, Flaw flaw) throws IOException {
        byte[] jar = kind.jar(version(), flaw);
        return flaw == Flaw.BAD_SIGNATURE ? new AuthorKey(Files.createDirectories(gateway.home().resolve("keys/" + kind))).signAndSpoil(jar) : jar;
    }

    private JsonNode entry(PluginKind kind) {
        for (JsonNode plugin : wire.call("plugins.list", "{}").path("plugins")) {
            if (plugin.path("id").asText().equals(kind.id())) {
                return plugin;
            }
        }
        return com.fasterxml.jackson.databind.node.MissingNode.getInstance();
    }

    private String diagnostic(PluginKind kind, String level) {
        String[] said = {""};
        Until.holds("it is said why of " + kind.file(), () -> {
            for (JsonNode told : wire.call("plugins.list", "{}").path("diagnostics")) {
                if (told.path("source").asText().equals(kind.file()) && told.path("level").asText().equals(level)) {
                    said[0] = told.path("message").asText();
                }
            }
            return !said[0].isEmpty();
        });
        return said[0];
    }

    private String logged(String words) {
        Until.holds("the log says: " + words, () -> gateway.log().sinceBoot().contains(words));
        String log = gateway.log().sinceBoot();
        return log.substring(log.indexOf(words)).lines().findFirst().orElseThrow();
    }

    @Order(2)
    @Test
    void the_page_of_failures_says_what_was_said_now() throws IOException {
        if (MODE.equals("write")) {
            Files.writeString(PAGE, page.text());
        }
        assertThat(page.absentFrom(Trial.read(PAGE))).as("to write the page again: " + WRITE).isEmpty();
        if (!MODE.equals("sample")) {
            assertThat(Trial.read(PAGE)).as("to write the page again: " + WRITE).isEqualTo(page.text());
        }
    }
}
