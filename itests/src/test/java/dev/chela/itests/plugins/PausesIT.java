package dev.chela.itests.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.itests.house.Repacked;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.model.FakeModel;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

/**
 * A tool, a model, a hook and a skill are upgraded and rolled back by turns while fifty conversations go on with a model that streams slowly.
 * Every answer is there once and whole, what the hook forbids never happens, and how long anybody waited is printed. Channels have
 * {@code ChannelSwapIT}.
 */
class PausesIT {
    private static final int SWAPS = Integer.getInteger("chela.plugin.swaps");
    private static final int CONVERSATIONS = 50;
    /** Of each kind: thirty orders a minute are allowed. Afterwards a plugin goes back by having the jar of before laid in its place. */
    private static final int BACK_BY_ORDER = 7;
    private static final int LAST_WORDS = 20_000;
    private static final String BEFORE = "8.0.0";
    /** What is used all the time, by the folder of the plugin that offers it. */
    private static final Map<String, BiConsumer<Wire, Integer>> USES = uses();

    private static Map<String, BiConsumer<Wire, Integer>> uses() {
        Map<String, BiConsumer<Wire, Integer>> uses = new LinkedHashMap<>();
        uses.put("examples/tool-dice", (wire, at) -> assertThat(wire.call("tools.invoke", "{\"name\":\"dice\",\"args\":{\"sides\":6}}").toString()).contains("1d6: "));
        uses.put("bundles/model-openai", (wire, at) -> assertThat(wire.converse(session("model", at), "echo word " + at, "model-" + at)).isEqualTo("word " + at));
        uses.put("examples/hook-guard", (wire, at) -> assertThat(wire.converse(session("hook", at), "tool exec {\"command\":\"rm -rf nothing\"}", "hook-" + at)).contains("rm -rf is not run here"));
        uses.put("examples/skill-moon", (wire, at) -> assertThat(wire.call("skills.status", "{}").toString()).contains("moon-phase"));
        return uses;
    }

    /** A new one now and then: what a use takes is not to grow with what was said before. */
    private static String session(String kind, int at) {
        return kind + "-" + at / 20;
    }

    @Test
    void nothing_is_lost_and_nobody_sees_an_error_while_every_kind_of_plugin_is_upgraded_and_rolled_back() throws Exception {
        try (FakeModel model = FakeModel.start(); Gateway gateway = Gateway.start(Gateway.endless(Gateway.settings(model.v1())), Jdk.ofTheBuild()); Wire owner = gateway.connect()) {
            for (String folder : USES.keySet()) {
                upgrade(gateway, owner, Repacked.of(folder), BEFORE);
            }
            try (EndlessTalks talks = new EndlessTalks(gateway, CONVERSATIONS)) {
                for (Map.Entry<String, BiConsumer<Wire, Integer>> kind : USES.entrySet()) {
                    System.out.println(kind.getKey() + ": " + told(model, gateway, owner, kind));
                }
                System.out.println(talks.end() + " answers in " + CONVERSATIONS + " other conversations meanwhile, each once and whole");
            }
            assertThat(gateway.log().sinceBoot()).doesNotContain(" ERROR ");
        }
    }

    private static String told(FakeModel model, Gateway gateway, Wire owner, Map.Entry<String, BiConsumer<Wire, Integer>> kind) throws Exception {
        try {
            return exchange(model, gateway, owner, Repacked.of(kind.getKey()), kind.getValue());
        } catch (AssertionError | ExecutionException failed) {
            String log = gateway.log().sinceBoot();
            throw new AssertionError(kind.getKey() + ": " + failed.getMessage() + "; at last the gateway said " + log.substring(Math.max(0, log.length() - LAST_WORDS)), failed);
        }
    }

    /** What the model was asked is not needed, and would fill the memory of the test. */
    private static String exchange(FakeModel model, Gateway gateway, Wire owner, Repacked jar, BiConsumer<Wire, Integer> use) throws Exception {
        AtomicInteger count = new AtomicInteger();
        try (Wire wire = gateway.connect(); Waits waits = new Waits(() -> {
            use.accept(wire, count.incrementAndGet());
            wire.drain();
        })) {
            for (int swap = 1; swap <= SWAPS; swap++) {
                model.forget();
                String version = "9.0." + swap;
                waits.during(() -> upgrade(gateway, owner, jar, version));
                if (swap <= BACK_BY_ORDER) {
                    waits.during(() -> owner.call("plugins.rollback", "{\"pluginId\":\"" + jar.id() + "\"}"));
                } else {
                    waits.during(() -> upgrade(gateway, owner, jar, BEFORE));
                }
                assertThat(listed(owner, jar).path("version").asText()).isEqualTo(BEFORE);
            }
            return waits.end();
        }
    }

    private static void upgrade(Gateway gateway, Wire owner, Repacked jar, String version) {
        gateway.drop(jar.id() + ".jar", jar.version(version));
        Until.holds(jar.id() + " " + version + " is installed", () -> {
            owner.drain();
            return listed(owner, jar).path("version").asText().equals(version);
        });
    }

    private static JsonNode listed(Wire owner, Repacked jar) {
        for (JsonNode plugin : owner.call("plugins.list", "{}").path("plugins")) {
            if (plugin.path("id").asText().equals(jar.id())) {
                return plugin;
            }
        }
        return MissingNode.getInstance();
    }
}
