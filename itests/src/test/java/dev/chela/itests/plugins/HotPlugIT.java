package dev.chela.itests.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.tool.Tool;
import dev.chela.itests.house.Flaw;
import dev.chela.itests.house.Heap;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.SamplePlugin;
import dev.chela.itests.house.Samples;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import dev.chela.itests.sample.Teller;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.jar.JarEntry;
import java.util.jar.JarInputStream;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The dice of {@code examples/} come, change and go during one conversation; everything else stays as it is. */
class HotPlugIT extends OneHouse {
    private static final String DICE = "dev.chela.examples.dice.Dice";
    private static final SamplePlugin TELLER = new SamplePlugin(Teller.class, Tool.class, "chela.tool;name=tell", "dev.chela.api.tool");
    private static final String DELETING = "tool exec {\"command\":\"echo rm -rf nothing\"}";
    private static final String STOPPED = "stopped by hook Guard of plugin dev.chela.hook-guard";

    @Test
    void a_tool_comes_changes_and_goes_while_people_talk() throws IOException {
        try (Wire elsewhere = gateway.connect()) {
            String long_ = fresh("run");
            elsewhere.chat(session + "-other", "count 200 [delay=20]", long_);
            assertThat(offered()).contains("exec", "read").doesNotContain("dice");

            gateway.drop("dice.jar", Files.readAllBytes(Samples.DICE));
            Until.holds("the dice are offered", () -> offered().contains("dice"));
            assertThat(wire.converse(session, "tool dice {\"sides\":6,\"count\":2}", fresh("run"))).matches("2d6: \\d \\+ \\d = \\d+");

            gateway.drop("dice.jar", nextVersion(Samples.DICE, "5.0.0"));
            Until.holds("the new dice are offered", () -> describes("Rolls dyce"));
            assertThat(wire.converse(session, "tool dice {}", fresh("run"))).matches("1d6: \\d");

            assertThat(wire.call("plugins.rollback", "{\"pluginId\":\"dev.chela.tool-dice\"}").at("/plugin/version").asText()).isNotEqualTo("5.0.0");
            Until.holds("the first dice are back", () -> describes("Rolls dice"));
            assertThat(wire.converse(session, "tool dice {}", fresh("run"))).matches("1d6: \\d");

            assertThat(Heap.holds(gateway, DICE)).isTrue();
            Files.delete(gateway.home().resolve("deploy/dice.jar"));
            Until.holds("the dice are gone", () -> !offered().contains("dice"));
            assertThat(wire.converse(session, "tool dice {}", fresh("run"))).contains("dice");
            Heap.awaitGone(gateway, DICE);

            assertThat(Wire.text(elsewhere.end(long_).path("message"))).endsWith("199 200");
        }
        assertThat(gateway.log().sinceBoot()).doesNotContain(" ERROR ");
    }

    @Test
    void what_a_model_s_answer_cost_stands_in_the_account_of_its_plugin() {
        JsonNode before = account("dev.chela.model-openai");
        assertThat(said("echo every word counts")).isEqualTo("every word counts");
        Until.holds("the answer is on its account", () -> {
            JsonNode after = account("dev.chela.model-openai");
            return Stream.of("sentBytes", "receivedBytes", "tokens").allMatch(what -> after.path(what).asLong() > before.path(what).asLong());
        });
    }

    private JsonNode account(String plugin) {
        return wire.call("plugins.top", "{\"pluginId\":\"" + plugin + "\"}").at("/plugins/0");
    }

    @Test
    void a_hook_guards_every_call_also_while_it_is_upgraded_in_the_middle_of_a_conversation() throws IOException {
        assertThat(said(DELETING)).contains("rm -rf nothing").doesNotContain("stopped");
        gateway.drop("guard.jar", Files.readAllBytes(Samples.example("hook-guard")));
        Until.holds("the guard is asked", () -> said(DELETING).contains(STOPPED));
        assertThat(said("tool exec {\"command\":\"echo unharmed\"}")).contains("unharmed");

        gateway.drop("guard.jar", nextVersion(Samples.example("hook-guard"), "5.0.0"));
        Until.holds("the new guard is asked, and until then the old one", () -> {
            String answer = said(DELETING);
            assertThat(answer).contains(STOPPED);
            return answer.contains(" 5.0.0");
        });
        Files.delete(gateway.home().resolve("deploy/guard.jar"));
        Until.holds("the guard is gone", () -> !said(DELETING).contains("stopped"));
        Heap.awaitGone(gateway, "dev.chela.examples.guard.Guard");
        assertThat(gateway.log().sinceBoot()).doesNotContain(" ERROR ");
    }

    private String said(String words) {
        return wire.converse(session, words, fresh("run"));
    }

    @Test
    void what_was_installed_is_there_after_a_restart_and_after_a_kill() throws IOException {
        gateway.drop("kept.jar", Files.readAllBytes(Samples.DICE));
        Until.holds("the dice are offered", () -> offered().contains("dice"));
        gateway.stop();
        gateway.start();
        rolls();
        gateway.kill();
        gateway.start();
        rolls();
        Files.delete(gateway.home().resolve("deploy/kept.jar"));
    }

    @Test
    void a_jar_is_looked_at_before_it_is_installed_and_what_holds_it_is_told_afterwards() throws IOException {
        Until.holds("nothing is left of the dice of another test", () -> !wire.call("plugins.list", "{}").toString().contains("dev.chela.tool-dice"));
        Path dice = Files.write(gateway.home().resolve("looked-at.jar"), nextVersion(Samples.DICE, "6.0.0"));
        JsonNode plan = wire.call("plugins.plan", "{\"path\":\"" + dice + "\"}");
        assertThat(plan.path("ok").asBoolean()).isTrue();
        assertThat(plan.path("provides")).extracting(JsonNode::asText).contains("tool dice");
        assertThat(plan.path("wants")).extracting(JsonNode::asText).containsExactly("nothing");
        assertThat(plan.path("api").findValuesAsText("name")).contains("dev.chela.api.tool");
        assertThat(offered()).doesNotContain("dice");

        JsonNode verdict = wire.call("plugins.verify", "{\"path\":\"" + Files.write(gateway.home().resolve("newer.jar"),
                TELLER.jar("1.0.0", Flaw.WRONG_API, Map.of())) + "\"}");
        assertThat(verdict.path("problem").asText()).contains("dev.chela.api.tool (version 99.0.0", "which is too old for it: upgrade the gateway");
        assertThat(verdict.at("/api/0/wanted").asText()).isEqualTo("[99.0.0,100.0.0)");

        assertThat(wire.call("plugins.install", "{\"source\":\"local\",\"path\":\"" + dice + "\"}").at("/plugin/version").asText()).isEqualTo("6.0.0");
        assertThat(said("tool dice {}")).matches("1d6: \\d");
        JsonNode why = wire.call("plugins.why", "{\"pluginId\":\"dev.chela.tool-dice\"}");
        assertThat(why.path("wires").findValuesAsText("with")).anyMatch(with -> with.startsWith("dev.chela.api "));
        assertThat(why.path("offers").get(0).path("with").asText()).startsWith("dev.chela.core ");
        assertThat(why.path("refreshed")).as("nobody but itself").hasSize(1);
        wire.call("plugins.uninstall", "{\"pluginId\":\"dev.chela.tool-dice\"}");
        assertThat(wire.call("plugins.why", "{\"pluginId\":\"dev.chela.channel-irc\"}").path("offers").get(0).path("with").asText())
                .as("of the boot set").startsWith("dev.chela.core ");
        assertThat(gateway.log().sinceBoot()).doesNotContain(" ERROR ");
    }

    private void rolls() {
        try (Wire again = gateway.connect()) {
            assertThat(again.converse(session, "tool dice {}", fresh("run"))).matches("1d6: \\d");
        }
    }

    @Test
    void plugins_that_came_with_the_house_are_listed_and_the_house_itself_is_not() {
        assertThat(wire.call("plugins.list", "{}").path("plugins")).extracting(plugin -> plugin.path("id").asText())
                .contains("dev.chela.tool-files", "dev.chela.channel-webchat").doesNotContain("dev.chela.core");
    }

    @Test
    void what_is_no_plugin_is_refused_with_its_cause_and_disturbs_nobody() throws IOException {
        gateway.drop("broken.jar", "this is no jar".getBytes(StandardCharsets.UTF_8));
        Until.holds("the log names the broken jar", () -> gateway.log().sinceBoot().contains("broken.jar"));
        assertThat(wire.converse(session, "echo undisturbed", fresh("run"))).isEqualTo("undisturbed");
        Files.delete(gateway.home().resolve("deploy/broken.jar"));
    }

    /** What the next model call of this conversation offers. */
    private List<String> offered() {
        return tools().findValuesAsText("name");
    }

    private boolean describes(String words) {
        return tools().toString().contains(words);
    }

    private JsonNode tools() {
        wire.converse(session, "echo what have you got", fresh("run"));
        return model.last().body().path("tools");
    }

    /** The same jar, later, with a word of its description changed where the compiler put it. */
    private static byte[] nextVersion(Path old, String version) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (JarInputStream in = new JarInputStream(Files.newInputStream(old))) {
            Manifest manifest = in.getManifest();
            manifest.getMainAttributes().putValue("Bundle-Version", version);
            try (JarOutputStream jar = new JarOutputStream(out, manifest)) {
                for (JarEntry entry = in.getNextJarEntry(); entry != null; entry = in.getNextJarEntry()) {
                    jar.putNextEntry(new JarEntry(entry.getName()));
                    jar.write(reworded(in));
                    jar.closeEntry();
                }
            }
        }
        return out.toByteArray();
    }

    private static byte[] reworded(InputStream in) throws IOException {
        String bytes = new String(in.readAllBytes(), StandardCharsets.ISO_8859_1);
        return bytes.replace("Rolls dice", "Rolls dyce").getBytes(StandardCharsets.ISO_8859_1);
    }
}
