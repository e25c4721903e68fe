package dev.chela.core.command.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.id.AgentId;
import dev.chela.core.command.internal.ModelChoice.Scope;
import dev.chela.core.config.internal.Bench;
import dev.chela.core.config.internal.FileConfig;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ModelDefaultsTest {
    record Roster(Object defaults, Object entries) {}

    @TempDir
    private Path root;

    @Test
    void a_model_is_written_where_it_stands_and_its_fallbacks_stay() throws IOException {
        try (Bench bench = new Bench(root).file("// mine\n{ agents: { defaults: { model: { primary: \"a/b\", fallbacks: [\"c/d\"] } },"
                + " entries: { cook: { model: \"e/f\" } } } }")) {
            FileConfig config = bench.open();
            config.section("agents", Roster.class);
            config.judge();
            ModelDefaults defaults = new ModelDefaults(config, config);
            defaults.ofAll("x/y");
            defaults.ofAgent(new AgentId("cook"), "x/z");
            assertThat(config.current().tree().at("/agents/defaults/model").toString()).isEqualTo("{\"primary\":\"x/y\",\"fallbacks\":[\"c/d\"]}");
            assertThat(config.current().tree().at("/agents/entries/cook/model").asText()).isEqualTo("x/z");
            assertThat(Files.readString(root.resolve("chela.json5"))).startsWith("// mine");
        }
    }

    @ParameterizedTest
    @CsvSource({"a/b -g,a/b,ALL,true", "-a a/b,a/b,AGENT,true", "a/b --session,a/b,SESSION,true", "a/b,a/b,SESSION,false", "-g,'',ALL,false",
        "a/b what is -a for,a/b what is for,AGENT,false"})
    void a_scope_stands_beside_a_model_alone(String args, String name, Scope scope, boolean alone) {
        ModelChoice choice = ModelChoice.of(args);
        assertThat(choice.name()).isEqualTo(name);
        assertThat(choice.scope()).isEqualTo(scope);
        assertThat(choice.alone()).isEqualTo(alone);
    }
}
