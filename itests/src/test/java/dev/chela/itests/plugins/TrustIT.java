package dev.chela.itests.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.AuthorKey;
import dev.chela.itests.house.CommandLine;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Samples;
import dev.chela.itests.house.Until;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A gateway that runs only what a trusted key has signed, in its own process. */
class TrustIT extends OneHouse {
    private static final String ID = "dev.chela.tool-dice";

    @TempDir
    private static Path keys;

    @Override
    protected String settings() {
        return super.settings().replace("tools: {", "plugins: { trust: { policy: \"require\" }, lane: { entries: { \"" + ID + "\": \"house\" } } },\n  tools: {");
    }

    @Test
    void only_what_a_trusted_key_has_signed_runs_also_after_a_restart_until_the_policy_is_another() throws Exception {
        byte[] dice = Files.readAllBytes(Samples.DICE);
        gateway.drop("dice.jar", dice);
        assertThat(refusal()).contains("it is not signed, and plugins.trust.policy is 'require'");

        AuthorKey author = new AuthorKey(keys);
        gateway.drop("dice.jar", author.sign(dice));
        Until.holds("the signature is seen", () -> refusal().contains("it is signed by CN=Jo Author (key "));
        CommandLine typed = new CommandLine(gateway);
        assertThat(typed.console("chela:plugins verify " + Samples.DICE.toAbsolutePath()).words()).contains("would be refused: it is not signed");
        assertThat(typed.console("chela:plugins trust add " + author.certificate()).words()).contains("CN=Jo Author", "is trusted now.");
        String fingerprint = wire.call("plugins.trust.list", "{}").at("/keys/0/fingerprint").asText();
        assertThat(typed.console("chela:plugins trust").words()).contains(fingerprint.substring(0, 12), "Policy: require");
        Until.holds("who is trusted is let in", this::rolls);
        assertThat(wire.call("plugins.why", "{\"pluginId\":\"" + ID + "\"}").at("/signature/fingerprint").asText()).isEqualTo(fingerprint);
        assertThat(typed.console("chela:plugins why " + ID).words()).contains("It is signed by CN=Jo Author", "Wants: nothing");
        assertThat(gateway.home().resolve("trust")).isDirectoryContaining("glob:**/author.pem");

        wire.call("plugins.trust.remove", "{\"fingerprint\":\"" + fingerprint.substring(0, 12) + "\"}");
        assertThat(rolls()).as("what runs runs on").isTrue();
        wire.close();
        gateway.stop();
        gateway.start();
        wire = gateway.connect();
        assertThat(refusal()).contains(fingerprint, "which nobody here trusts", "chela plugins trust add FILE");
        assertThat(rolls()).isFalse();
        assertThat(gateway.log().sinceBoot()).contains("is not started: it is signed by CN=Jo Author");

        String hash = wire.call("config.get", "{}").path("hash").asText();
        wire.call("config.patch", "{\"raw\":\"{plugins: {trust: {policy: 'warn'}}}\",\"baseHash\":\"" + hash + "\"}");
        Until.holds("everybody is let in", this::rolls);
        assertThat(wire.call("plugins.list", "{}").path("diagnostics")).singleElement().satisfies(note -> {
            assertThat(note.path("level").asText()).isEqualTo("info");
            assertThat(note.path("message").asText()).contains("which nobody here trusts");
        });
        Files.delete(gateway.home().resolve("deploy/dice.jar"));
        Until.holds("the dice are gone", () -> !rolls());
    }

    private String refusal() {
        String[] said = {""};
        Until.holds("it is refused", () -> {
            for (JsonNode told : wire.call("plugins.list", "{}").path("diagnostics")) {
                if (told.path("source").asText().equals("dice.jar")) {
                    said[0] = told.path("message").asText();
                }
            }
            return !said[0].isEmpty();
        });
        return said[0];
    }

    private boolean rolls() {
        return wire.converse(session, "tool dice {}", fresh("run")).matches("1d6: \\d");
    }
}
