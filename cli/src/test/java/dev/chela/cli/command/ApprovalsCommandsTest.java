package dev.chela.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.cli.json.Json;
import dev.chela.cli.stub.Cli;
import dev.chela.cli.stub.StubGateway;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovalsCommandsTest {
    private static final Json COMMAND = Json.object("id", "c1", "pattern", "make test", "source", "allow-always", "commandText", "make test");
    private static final Json PROGRAM = Json.object("id", "p1", "pattern", "git", "argPattern", "^status");

    private final StubGateway gateway = new StubGateway();

    @TempDir
    private Path home;

    @BeforeEach
    void stub() {
        gateway.answer("exec.approvals.get", Json.object("hash", "h", "resolvedDefaults", Json.object("security", "allowlist", "ask", "on-miss"),
                "file", Json.object("version", 1, "defaults", Json.object("security", "allowlist"), "agents", Json.object("main", Json.object("allowlist", List.of(COMMAND, PROGRAM))))));
        gateway.answer("exec.approvals.set", Json.object("hash", "i"));
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Cli.Result approvals(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "approvals";
        System.arraycopy(words, 0, all, 1, words.length);
        return new Cli(home).run(gateway, all);
    }

    private static Json wanted(Json agents) {
        return Json.object("file", Json.object("version", 1, "defaults", Json.object("security", "allowlist"), "agents", agents), "baseHash", "h");
    }

    @Test
    void lists_what_runs_unasked() {
        assertThat(approvals("list").out()).contains("allowlist", "on-miss", "make test", "exactly so", "git", "^status");
    }

    @Test
    void puts_a_program_onto_the_list_beside_what_is_on_it() {
        assertThat(approvals("allow", "/usr/bin/ls").out()).contains("On the list: /usr/bin/ls, for every agent");
        assertThat(gateway.next("exec.approvals.set").params()).isEqualTo(wanted(Json.object("main", Json.object("allowlist", List.of(COMMAND, PROGRAM)),
                "*", Json.object("allowlist", List.of(Json.object("pattern", "/usr/bin/ls"))))));
    }

    @Test
    void takes_one_off_by_its_id() {
        assertThat(approvals("forget", "c1").exitCode()).isZero();
        assertThat(gateway.next("exec.approvals.set").params()).isEqualTo(wanted(Json.object("main", Json.object("allowlist", List.of(PROGRAM)))));
        Cli.Result unknown = approvals("forget", "x");
        assertThat(unknown.exitCode()).isNotZero();
        assertThat(unknown.err()).contains("chela approvals list");
    }
}
