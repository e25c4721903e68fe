package dev.chela.core.config.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.config.ConfigSection;
import dev.chela.api.config.Range;
import dev.chela.api.config.Secret;
import dev.chela.core.config.Config.Issue;
import dev.chela.core.config.Config.Live;
import dev.chela.core.config.Config.Snapshot;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FileConfigTest {
    record Auth(String mode, Secret token) {}

    record Gateway(@Range(min = 1, max = 65535) Integer port, Auth auth) {
        Gateway {
            port = port == null ? 18789 : port;
        }
    }

    record Exec(String ask) {
        Exec {
            ask = ask == null ? "on-miss" : ask;
        }
    }

    /** A bundle's section that writes down what it was given, and refuses what it is told to. */
    static final class Recorder implements ConfigSection<Exec> {
        final List<String> applied = new ArrayList<>();
        String refused = "";

        @Override
        public String path() {
            return "tools.exec";
        }

        @Override
        public Class<Exec> type() {
            return Exec.class;
        }

        @Override
        public void apply(Exec values) {
            applied.add(values.ask());
            if (values.ask().equals(refused)) {
                throw new IllegalStateException("cannot do " + refused);
            }
        }
    }

    @TempDir
    Path root;

    private Bench bench;

    @BeforeEach
    void begin() {
        bench = new Bench(root);
    }

    @AfterEach
    void end() throws IOException {
        bench.close();
    }

    private static List<String> lines(List<Issue> issues) {
        return issues.stream().map(issue -> issue.line() + " " + issue.path() + ": " + issue.message()).toList();
    }

    @Test
    void without_a_file_the_defaults_are_in_force() {
        FileConfig config = bench.open();
        assertThat(config.section("gateway", Gateway.class).get().port()).isEqualTo(18789);
        config.judge();
        assertThat(config.current().exists()).isFalse();
        assertThat(config.current().valid()).isTrue();
        assertThat(config.current().raw()).isEmpty();
    }

    @Test
    void a_section_reads_its_part_of_the_file() {
        FileConfig config = bench.file("{ gateway: { port: 19210, auth: { mode: 'token', token: 'abcdefgh' } } }").open();
        Gateway gateway = config.section("gateway", Gateway.class).get();
        assertThat(gateway.port()).isEqualTo(19210);
        assertThat(gateway.auth().token().reveal()).isEqualTo("abcdefgh");
    }

    @Test
    void an_accepted_change_of_the_file_reaches_sections_and_services_without_being_asked_for() throws Exception {
        FileConfig config = bench.file("{ gateway: { port: 1 }, tools: { exec: { ask: 'off' } } }").open();
        Live<Gateway> gateway = config.section("gateway", Gateway.class);
        Recorder exec = new Recorder();
        config.bind(exec);
        CompletableFuture<Integer> heard = new CompletableFuture<>();
        gateway.onChange(now -> heard.complete(now.port()));
        config.judge();
        String before = config.current().hash();

        bench.file("{ gateway: { port: 2 }, tools: { exec: { ask: 'always' } } }");

        assertThat(bench.change().changedPaths()).containsExactly("gateway.port", "tools.exec.ask");
        assertThat(heard.get(60, TimeUnit.SECONDS)).isEqualTo(2);
        assertThat(gateway.get().port()).isEqualTo(2);
        assertThat(exec.applied).containsExactly("off", "always");
        assertThat(config.current().hash()).isNotEqualTo(before);
    }

    @Test
    void only_sections_that_changed_are_applied() {
        FileConfig config = bench.file("{ gateway: { port: 1 }, tools: { exec: { ask: 'off' } } }").open();
        Recorder exec = new Recorder();
        config.bind(exec);
        config.section("gateway", Gateway.class);
        bench.file("{ gateway: { port: 2 }, tools: { exec: { ask: 'off' } } }");
        config.reload();
        assertThat(exec.applied).containsExactly("off");
    }

    @Test
    void a_bad_change_leaves_everything_in_force_and_names_the_line() {
        FileConfig config = bench.file("{ gateway: { port: 1 } }").open();
        Live<Gateway> gateway = config.section("gateway", Gateway.class);
        config.judge();
        bench.file("{\n  gateway: {\n    port: 70000,\n    auth: [],\n    prot: 3 } }");
        config.reload();
        assertThat(gateway.get().port()).isEqualTo(1);
        assertThat(config.current().valid()).isFalse();
        assertThat(lines(config.current().issues())).containsExactlyInAnyOrder(
                "3 gateway.port: must be 1 to 65535, but is 70000",
                "4 gateway.auth: must be an object, but is a list",
                "5 gateway.prot: is not a key of the configuration; did you mean \"port\"?");
        assertThat(config.current().tree().at("/gateway/port").asInt()).isEqualTo(1);

        bench.file("{ gateway: { port: 3 } }");
        config.reload();
        assertThat(config.current().valid()).isTrue();
        assertThat(gateway.get().port()).isEqualTo(3);
    }

    @Test
    void after_a_restart_with_a_bad_file_the_last_good_one_is_in_force() throws Exception {
        FileConfig first = bench.file("{ gateway: { port: 7 } }").open();
        first.section("gateway", Gateway.class);
        first.judge();
        Path kept = root.resolve("state/config.last-good.json5");
        assertThat(kept).hasContent("{ gateway: { port: 7 } }");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(kept))).isEqualTo("rw-------");

        bench.file("{ gateway: { port: 8, ");
        FileConfig second = bench.open();
        assertThat(second.section("gateway", Gateway.class).get().port()).isEqualTo(7);
        second.judge();
        assertThat(second.current().valid()).isFalse();
        assertThat(second.current().issues()).hasSize(1);
        assertThat(second.current().issues().get(0).message()).startsWith("chela.json5 is not JSON5");
        assertThat(kept).hasContent("{ gateway: { port: 7 } }");
    }

    @Test
    void after_a_restart_with_an_unknown_key_the_last_good_one_comes_into_force_when_it_is_judged() {
        FileConfig first = bench.file("{ gateway: { port: 7 } }").open();
        first.section("gateway", Gateway.class);
        first.judge();
        bench.file("{ gateway: { port: 8, prot: 9 } }");
        FileConfig second = bench.open();
        Live<Gateway> gateway = second.section("gateway", Gateway.class);
        second.judge();
        assertThat(gateway.get().port()).isEqualTo(7);
        assertThat(second.current().valid()).isFalse();
    }

    @Test
    void with_no_last_good_one_only_the_faulty_section_has_its_defaults() {
        FileConfig config = bench.file("{ gateway: { port: 'x' }, tools: { exec: { ask: 'off' } } }").open();
        Recorder exec = new Recorder();
        config.bind(exec);
        assertThat(config.section("gateway", Gateway.class).get().port()).isEqualTo(18789);
        config.judge();
        assertThat(exec.applied).containsExactly("off");
        assertThat(lines(config.current().issues()))
                .containsExactly("1 gateway.port: must be a whole number, but is \"x\"");
        assertThat(root.resolve("state/config.last-good.json5")).doesNotExist();
    }

    @Test
    void a_section_that_refuses_its_new_values_gets_the_old_ones_again() {
        FileConfig config = bench.file("{ tools: { exec: { ask: 'off' } } }").open();
        Recorder exec = new Recorder();
        exec.refused = "never";
        config.bind(exec);
        config.judge();
        bench.file("{ tools: { exec: { ask: 'never' } } }");
        config.reload();
        assertThat(exec.applied).containsExactly("off", "never", "off");
        assertThat(lines(config.current().issues())).containsExactly("1 tools.exec: was not applied: cannot do never");
        assertThat(root.resolve("state/config.last-good.json5")).hasContent("{ tools: { exec: { ask: 'off' } } }");
    }

    @Test
    void a_key_of_a_bundle_that_went_away_is_kept_and_comes_back_with_it() {
        FileConfig config = bench.file("{ tools: { exec: { ask: 'off', whatever: 1 } }, channels: { foo: { x: 1 } } }").open();
        Recorder exec = new Recorder();
        config.judge();
        assertThat(lines(config.current().warnings())).contains(
                "1 tools.exec: is OpenClaw's and not built here; it would decide which commands run");

        config.bind(exec);
        assertThat(lines(config.current().issues())).hasSize(1).first().asString().startsWith("1 tools.exec.whatever: is not");
        config.unbind(exec);
        assertThat(config.current().issues()).isEmpty();
        assertThat(lines(config.current().warnings())).containsExactlyInAnyOrder(
                "1 tools.exec: belongs to a bundle that was here before and is away now; kept, unread",
                "1 channels.foo: no bundle here reads this; it is kept until \"foo\" is installed");

        FileConfig restarted = bench.open();
        restarted.judge();
        assertThat(restarted.current().issues()).isEmpty();
    }

    @Test
    void a_file_that_vanishes_while_running_changes_nothing() throws IOException {
        FileConfig config = bench.file("{ gateway: { port: 7 } }").open();
        Live<Gateway> gateway = config.section("gateway", Gateway.class);
        Files.delete(root.resolve("chela.json5"));
        config.reload();
        assertThat(gateway.get().port()).isEqualTo(7);
        assertThat(config.current().issues()).extracting(Issue::message).first().asString().contains("is gone");
        bench.file("{ gateway: { port: 7 } }");
        config.reload();
        assertThat(config.current().valid()).isTrue();
    }

    @Test
    void the_snapshot_shows_no_secret() {
        String text = "{ gateway: { auth: { token: 'abcdefgh' } }, channels: { foo: { botToken: 'x', name: 'abcdefgh-1', maxTokens: 5 } } }";
        FileConfig config = bench.file(text).open();
        config.section("gateway", Gateway.class);
        Snapshot snapshot = config.current();
        assertThat(snapshot.raw()).isEmpty();
        assertThat(snapshot.tree().toString()).doesNotContain("abcdefgh");
        assertThat(snapshot.tree().at("/gateway/auth/token").asText()).isEqualTo("__OPENCLAW_REDACTED__");
        assertThat(snapshot.tree().at("/channels/foo/botToken").asText()).isEqualTo("__OPENCLAW_REDACTED__");
        assertThat(snapshot.tree().at("/channels/foo/maxTokens").asInt()).isEqualTo(5);
    }

    @Test
    void a_file_without_secrets_is_shown_as_it_is_written() {
        FileConfig config = bench.file("{ gateway: { port: 7 } } // seven").open();
        assertThat(config.current().raw()).isEqualTo("{ gateway: { port: 7 } } // seven");
    }

    @Test
    void two_sections_with_one_path_live_side_by_side_as_during_a_swap() {
        FileConfig config = bench.file("{ tools: { exec: { ask: 'off' } } }").open();
        Recorder old = new Recorder();
        Recorder fresh = new Recorder();
        config.bind(old);
        config.bind(fresh);
        config.unbind(old);
        config.judge();
        assertThat(fresh.applied).containsExactly("off");
        assertThat(config.current().issues()).isEmpty();
    }

    @Test
    void nothing_of_the_watch_remains_after_closing() throws Exception {
        FileConfig config = bench.file("{}").open();
        config.close();
        bench.file("{ gateway: { port: 9 } }");
        assertThat(Thread.getAllStackTraces().keySet()).noneMatch(thread -> thread.isAlive()
                && java.util.Arrays.stream(thread.getStackTrace()).anyMatch(frame -> frame.getClassName().endsWith("config.internal.FileWatch")));
    }
}
