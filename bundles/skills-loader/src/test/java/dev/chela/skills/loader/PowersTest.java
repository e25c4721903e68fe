package dev.chela.skills.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Denied;
import dev.chela.api.grant.Child;
import dev.chela.api.grant.Processes;
import dev.chela.core.TestCall;
import dev.chela.core.files.FileGrants;
import dev.chela.core.process.Clearance;
import dev.chela.core.process.ProcessHost;
import dev.chela.core.sandbox.Bubblewrap;
import dev.chela.core.sandbox.Sandboxes;
import dev.chela.core.task.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What tools may do because of skills: read their folders, and give their variables to commands. */
class PowersTest {
    @TempDir
    private Path root;

    private final SystemClock clock = new SystemClock();
    private Shelf shelf;
    private TestCall call;

    @BeforeEach
    void open() throws IOException {
        shelf = new Shelf(root);
        Files.createDirectories(shelf.agent().workspace());
        call = new TestCall(shelf.agent().workspace());
    }

    @AfterEach
    void close() throws IOException {
        shelf.close();
        clock.close();
    }

    private String echo(Map<String, String> given, String words) throws InterruptedException {
        ProcessHost host = new ProcessHost(shelf.config, shelf.home, clock, Clearance.NONE, Sandboxes.NONE, new Bubblewrap());
        host.add(shelf.desk);
        try {
            Processes processes = host.grant(call);
            Child child = processes.start("echo \"" + words + "\"", call.workspace(), given, Duration.ofSeconds(30));
            assertThat(child.await(Duration.ofSeconds(30))).isTrue();
            return child.output().text().strip();
        } finally {
            host.close();
        }
    }

    @Test
    void a_confined_agent_reads_its_skills_and_nothing_beside_them_and_writes_none() throws IOException {
        shelf.configured("{tools: {fs: {workspaceOnly: true}}}");
        Path skill = shelf.skill(shelf.managed(), "tide", "description: d");
        Path missing = shelf.skill(shelf.managed(), "mail", "description: d\nmetadata: {openclaw: {requires: {bins: [nothing]}}}");
        try (var grants = new Grants()) {
            assertThat(grants.files().readable(skill.toString())).isEqualTo(skill);
            assertThat(grants.files().readable(skill.resolveSibling("tide.sh").toString())).isEqualTo(skill.resolveSibling("tide.sh"));
            assertThatThrownBy(() -> grants.files().resolve(skill.toString())).isInstanceOf(Denied.class);
            assertThatThrownBy(() -> grants.files().readable(missing.toString())).isInstanceOf(Denied.class);
            assertThatThrownBy(() -> grants.files().readable(skill.getParent().resolve("../../chela.json5").toString())).isInstanceOf(Denied.class);
            Files.createSymbolicLink(skill.resolveSibling("out"), shelf.home.root());
            assertThatThrownBy(() -> grants.files().readable(skill.resolveSibling("out/chela.json5").toString())).isInstanceOf(Denied.class);
        }
    }

    private final class Grants implements AutoCloseable {
        private final FileGrants grants = new FileGrants(shelf.config, shelf.home, shelf.agents, Sandboxes.NONE);

        private dev.chela.api.grant.Files files() {
            grants.add(shelf.desk);
            return grants.grant(call);
        }

        @Override
        public void close() {
            grants.close();
        }
    }

    @Test
    void commands_get_the_variables_of_skills_that_can_be_used() throws Exception {
        shelf.skill(shelf.managed(), "tide", "description: d\nmetadata: {openclaw: {primaryEnv: SEA_KEY}}");
        shelf.skill(shelf.managed(), "mail", "description: d\nmetadata: {openclaw: {requires: {bins: [nothing]}}}");
        shelf.configured("{skills: {entries: {tide: {apiKey: 'sea-secret', env: {SEA_PORT: 'Cuxhaven'}}, mail: {env: {MAIL_KEY: 'mail-secret'}}}}}");
        assertThat(echo(Map.of(), "${#SEA_KEY} $SEA_PORT [$MAIL_KEY]")).isEqualTo("10 Cuxhaven []");
        shelf.configured("{skills: {entries: {tide: {enabled: false, apiKey: 'sea-secret'}}}}");
        assertThat(echo(Map.of(), "[$SEA_KEY]")).isEqualTo("[]");
    }

    @Test
    void neither_a_call_nor_the_gateways_environment_is_overruled_and_no_skill_decides_what_code_runs() throws Exception {
        shelf.skill(shelf.managed(), "tide", "description: d");
        shelf.configured("{skills: {entries: {tide: {env: {SEA_PORT: 'Cuxhaven', PATH: '/nowhere', HOME: '/nowhere', LD_PRELOAD: '/nowhere'}}}}}");
        assertThat(echo(Map.of("SEA_PORT", "Husum"), "$SEA_PORT")).isEqualTo("Husum");
        assertThat(echo(Map.of(), "$PATH $HOME [$LD_PRELOAD]")).doesNotContain("nowhere").endsWith("[]");
    }

    @Test
    void the_secrets_of_skills_are_taken_out_of_what_is_shown() throws Exception {
        shelf.skill(shelf.managed(), "tide", "description: d");
        shelf.configured("{skills: {entries: {tide: {apiKey: 'sea-secret', env: {SEA_TOKEN: 'moon-secret'}}}}}");
        assertThat(echo(Map.of(), "$SEA_TOKEN")).isEqualTo("[secret]");
        assertThat(shelf.redactor.redact("sea-secret and moon-secret")).doesNotContain("sea-secret", "moon-secret");
        assertThat(shelf.config.current().tree().toString()).doesNotContain("sea-secret", "moon-secret");
        assertThat(shelf.desk.prompt(shelf.agent())).doesNotContain("secret");
    }
}
