package dev.chela.itests.powercut;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.itests.house.Samples;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.model.FakeModel;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** What a gateway that has just been set up has promised, when nothing comes back that it has not synced. */
@EnabledIf("dev.chela.itests.powercut.Machine#present")
class PromisesIT {
    /** The first start of all makes the archive of classes, which takes very long when every call is recorded. */
    @BeforeAll
    static void start() {
        try (FakeModel model = FakeModel.start(); Gateway gateway = Gateway.start(model.v1())) {
            gateway.kill();
        }
    }

    @Test
    void what_was_accepted_is_known_after_the_barest_of_cuts() {
        assertThat(saidAgainAfterACut(Machine.honest())).isIn("in_flight", "ok");
    }

    /** As with a database that leaves it to the system when its log is written: so what is tested here can fail. */
    @Test
    void what_was_accepted_is_forgotten_where_the_log_of_the_database_is_not_synced() {
        assertThat(saidAgainAfterACut(Machine.thatForgets(Pattern.compile(".*-wal")))).isEqualTo("started");
    }

    /** @return what is said to a message that was accepted before the power was cut */
    private static String saidAgainAfterACut(Machine machine) {
        String message = "{\"sessionKey\":\"power\",\"message\":\"echo on\",\"idempotencyKey\":\"power-1\"}";
        try (FakeModel model = FakeModel.start(); Gateway gateway = Gateway.start(Gateway.settings(model.v1()), Jdk.ofTheBuild(), machine::boots)) {
            try (Wire wire = gateway.connect()) {
                wire.call("chat.send", message);
                gateway.kill();
            }
            machine.comesBackAfter(Cut.bare(false));
            gateway.start();
            try (Wire wire = gateway.connect()) {
                String status = wire.call("chat.send", message).path("status").asText();
                wire.call("agent.wait", "{\"runId\":\"power-1\",\"timeoutMs\":60000}");
                return status;
            }
        }
    }

    @Test
    void a_client_that_was_given_a_token_and_knows_the_gateway_by_its_key_needs_no_other() throws IOException {
        Machine machine = Machine.honest();
        try (Gateway gateway = Gateway.start("{ gateway: { port: 0 } }", Jdk.ofTheBuild(), machine::boots)) {
            String token;
            JsonNode identity;
            try (Wire wire = gateway.connectByItsOwnToken()) {
                token = Files.readString(gateway.home().resolve("credentials/gateway-token")).strip();
                identity = wire.call("gateway.identity.get", "{}");
                gateway.kill();
            }
            machine.comesBackAfter(Cut.bare(false));
            gateway.start();
            try (Wire wire = Wire.connect(gateway.url(), token)) {
                assertThat(wire.call("gateway.identity.get", "{}")).isEqualTo(identity);
            }
        }
    }

    @Test
    void a_plugin_that_was_installed_lies_where_it_was_laid() {
        Machine machine = Machine.honest();
        try (FakeModel model = FakeModel.start(); Gateway gateway = Gateway.start(Gateway.settings(model.v1()), Jdk.ofTheBuild(), machine::boots)) {
            try (Wire wire = gateway.connect()) {
                wire.call("plugins.install", "{\"source\":\"local\",\"path\":\"" + Samples.DICE + "\"}");
                gateway.kill();
            }
            machine.comesBackAfter(Cut.bare(false));
            assertThat(gateway.home().resolve("deploy").resolve(Samples.DICE.getFileName())).hasSameBinaryContentAs(Samples.DICE);
        }
    }

    @Test
    void what_the_gateway_writes_for_people_and_models_to_read_comes_back_whole_or_not_at_all() {
        Machine machine = Machine.honest();
        try (FakeModel model = FakeModel.start(); Gateway gateway = Gateway.start(Gateway.settings(model.v1()), Jdk.ofTheBuild(), machine::boots)) {
            try (Wire wire = gateway.connect()) {
                wire.converse("power", "echo on", "power-2");
                wire.call("gateway.identity.get", "{}");
                gateway.kill();
            }
            Map<Path, String> before = readable(gateway.home());
            assertThat(before.keySet()).extracting(file -> file.getFileName().toString()).contains("SOUL.md", "gateway-identity.json", "config.last-good.json5");
            machine.comesBackAfter(Cut.hollow());
            assertThat(before).containsAllEntriesOf(readable(gateway.home()));
        }
    }

    private static Map<Path, String> readable(Path home) {
        Map<Path, String> texts = new TreeMap<>();
        for (String place : List.of("agents/main/workspace", "credentials", "state")) {
            try (Stream<Path> files = Files.list(home.resolve(place))) {
                for (Path file : files.filter(file -> file.toString().matches(".*\\.(md|json5?)")).toList()) {
                    texts.put(file, Files.readString(file));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return texts;
    }
}
