package dev.chela.itests.running;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The configuration file changes while the gateway runs, for better and for worse. */
class ConfigurationIT extends OneHouse {
    @AfterEach
    void repair() throws IOException {
        write(Gateway.settings(model.v1()));
        try (Wire owner = gateway.connect()) {
            Until.holds("the settings of before are in force again", () -> inForce(owner, "fake/fake-1"));
        }
    }

    @Test
    void another_model_is_used_without_a_restart() throws IOException {
        wire.converse(session, "echo before", fresh("run"));
        assertThat(model.last().body().path("model").asText()).isEqualTo("fake-1");
        write(Gateway.settings(model.v1()).replace("\"fake/fake-1\"", "\"fake/fake-2\""));
        Until.holds("the other model is the default", () -> inForce(wire, "fake/fake-2"));
        wire.converse(session, "echo after", fresh("run"));
        assertThat(model.last().body().path("model").asText()).isEqualTo("fake-2");
    }

    @Test
    void a_file_that_is_not_json5_changes_nothing_and_is_named_with_its_line() throws IOException {
        write(Gateway.settings(model.v1()).replace("\"fake/fake-1\"", "\"fake/fake-2"));
        JsonNode issue = firstIssue();
        assertThat(issue.path("line").asInt()).isPositive();
        assertThat(issue.path("message").asText()).isNotEmpty();
        assertThat(wire.converse(session, "echo still here", fresh("run"))).isEqualTo("still here");
        assertThat(model.last().body().path("model").asText()).isEqualTo("fake-1");
    }

    @Test
    void a_key_that_nobody_knows_changes_nothing_and_gets_a_suggestion() throws IOException {
        write(Gateway.settings(model.v1()).replace("gateway: {", "gateway: { prot: 1,"));
        JsonNode issue = firstIssue();
        assertThat(issue.path("path").asText()).isEqualTo("gateway.prot");
        assertThat(issue.path("message").asText()).contains("port");
        assertThat(wire.converse(session, "echo still here", fresh("run"))).isEqualTo("still here");
    }

    @Test
    void the_last_good_file_stays_in_force_over_a_restart() throws IOException {
        wire.converse(session, "echo before", fresh("run"));
        write("{ gateway: { port: \"a lot\" } ");
        gateway.stop();
        gateway.start();
        try (Wire again = gateway.connect()) {
            assertThat(again.call("config.get", "{}").path("valid").asBoolean()).isFalse();
            assertThat(again.converse(session, "echo after", fresh("run"))).isEqualTo("after");
        }
    }

    @Test
    void a_new_token_ends_connections_with_the_old_one() throws IOException {
        write(Gateway.settings(model.v1()).replace(Gateway.TOKEN, "itest-token-another"));
        assertThat(wire.closed()).isEqualTo("4001 gateway auth changed");
        try (Wire stranger = Wire.open(gateway.url())) {
            assertThat(stranger.greet(Gateway.TOKEN).path("ok").asBoolean()).isFalse();
        }
        try (Wire owner = Wire.connect(gateway.url(), "itest-token-another")) {
            assertThat(owner.call("health", "{}").path("ok").asBoolean()).isTrue();
            write(Gateway.settings(model.v1()));
            assertThat(owner.closed()).startsWith("4001");
        }
    }

    private JsonNode firstIssue() {
        Until.holds("the file is found wrong", () -> !wire.call("config.get", "{}").path("valid").asBoolean());
        return wire.call("config.get", "{}").path("issues").get(0);
    }

    private static boolean inForce(Wire wire, String primary) {
        JsonNode config = wire.call("config.get", "{}");
        return config.path("valid").asBoolean()
                && config.path("config").path("agents").path("defaults").path("model").path("primary").asText().equals(primary);
    }

    /** As editors do. */
    private void write(String settings) throws IOException {
        Path file = gateway.home().resolve("chela.json5");
        Path beside = Files.writeString(gateway.home().resolve("chela.json5.new"), settings);
        Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
