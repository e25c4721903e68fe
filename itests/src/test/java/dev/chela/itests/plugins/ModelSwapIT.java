package dev.chela.itests.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Repacked;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import java.io.IOException;
import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/** The plugin of a model is replaced, and withdrawn, in the middle of an answer. */
class ModelSwapIT extends OneHouse {
    private static final Repacked JAR = Repacked.of("bundles/model-openai");
    private static final String LONG = "count 150 [delay=20]";

    @Test
    void an_answer_becomes_whole_while_the_plugin_of_its_model_is_upgraded_and_withdrawn() throws IOException {
        gateway.drop("model.jar", JAR.version("5.0.0"));
        Until.holds("the first generation is there", () -> gateway.log().sinceBoot().contains(" 5.0.0"));

        String upgraded = begun();
        gateway.drop("model.jar", JAR.version("6.0.0"));
        Until.holds("the second generation is there", () -> gateway.log().sinceBoot().contains(" 6.0.0"));
        assertThat(Wire.text(wire.end(upgraded).path("message"))).startsWith("1 2").endsWith("149 150");
        assertThat(wire.converse(session, "echo by the second", fresh("run"))).isEqualTo("by the second");

        String withdrawn = begun();
        Files.delete(gateway.home().resolve("deploy/model.jar"));
        assertThat(Wire.text(wire.end(withdrawn).path("message"))).startsWith("1 2").endsWith("149 150");
        Until.holds("the second generation is gone", () -> gateway.log().sinceBoot().contains("withdrew"));
        assertThat(wire.converse(session, "echo by the first of all", fresh("run"))).isEqualTo("by the first of all");
        assertThat(gateway.log().sinceBoot()).doesNotContain(" ERROR ");
    }

    private String begun() {
        String run = fresh("run");
        wire.chat(session, LONG, run);
        wire.delta(run);
        return run;
    }
}
