package dev.chela.core.approval.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.core.approval.Allowlist.Pattern;
import dev.chela.core.approval.Approval.Order;
import dev.chela.core.approval.Approvals.Plan;
import dev.chela.core.approval.Approvals;
import dev.chela.core.approval.SafeBins;
import dev.chela.core.json.Json;
import dev.chela.core.session.internal.SessionRoom;
import dev.chela.core.store.Step;
import dev.chela.core.task.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ListedTest {
    @TempDir
    private Path root;
    private final SystemClock clock = new SystemClock();
    private SessionRoom room;
    private ApprovalRows rows;
    private Path bin;

    @BeforeEach
    void open() throws IOException {
        room = new SessionRoom(root, clock);
        rows = new ApprovalRows(room.ledger);
        bin = Files.createDirectories(root.resolve("bin"));
        for (String name : List.of("make", "deploy", "head", "sh")) {
            Files.writeString(bin.resolve(name), "#!/bin/sh\n");
            assertThat(bin.resolve(name).toFile().setExecutable(true)).isTrue();
        }
    }

    @AfterEach
    void close() {
        room.close();
        clock.close();
    }

    private void allow(String agent, String program, String arguments) {
        room.ledger.commit(Step.named("t").change(ApprovalRows.add(new Pattern("", agent, program, arguments, 0), 1)).build());
    }

    private void allowForGood(String command) {
        Plan plan = plan(command, "");
        room.ledger.commit(Step.named("t").change(ApprovalRows.allowAlways(new Order(command, "", Commands.binding(plan, command), "main", ""), 1)).build());
    }

    private Plan plan(String command, String more) {
        String arguments = "{\"command\":" + Json.write(Json.tree(command)) + more + "}";
        return new Plan("c", "1", "agent:main:main", "main", "exec", arguments, "", root, Approvals.Speaker.OWNER);
    }

    private boolean covered(String command) {
        return covered(command, new SafeBins(null, null), List.of());
    }

    private boolean covered(String command, SafeBins safe, List<String> pathPrepend) {
        return new Listed(rows, safe, plan(command, ""), pathPrepend).covers(command);
    }

    @ParameterizedTest
    @ValueSource(strings = {"wc", "wc -l", "head -n 5", "head -5", "head -c5", "tail -n 3 | wc -l", "cut -d , -f 1,2", "cut -d' ' -f2", "tr a-z A-Z", "tr -d 'x'",
        "uniq -c", "sh -c 'head -n 1 | wc'", "nice -n 5 wc", "timeout 5s wc -l", "env wc"})
    void programs_that_only_turn_their_input_into_output_need_nobodys_word(String command) {
        assertThat(covered(command)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"wc /etc/passwd", "head -n 5 /etc/passwd", "head -n *", "tail -f", "tail --follow=x", "uniq in out", "tr a b c", "wc --files0-from=x", "cut -f 1 *",
        "wc -- x", "./bin/head", "sort", "cat", "sh", "sh -c 'cat'", "bash -lc wc", "sh -c wc x", "env -i wc", "env A=b wc", "xargs wc", "sudo wc", "nohup cat",
        "timeout --foreground 1 wc", "head > x", "A=b wc", "command wc", "wc; cat x", "head | sh", "$(id)"})
    void anything_beyond_that_does(String command) {
        assertThat(covered(command)).isFalse();
    }

    @Test
    void a_safe_program_is_one_of_the_system_or_of_a_trusted_directory() {
        List<String> before = List.of(bin.toString());
        assertThat(covered("head -n 1", new SafeBins(null, null), before)).isFalse();
        assertThat(covered("head -n 1", new SafeBins(null, before), before)).isTrue();
        assertThat(covered("sh -c wc", new SafeBins(null, before), before)).isFalse();
        assertThat(covered("wc", new SafeBins(List.of("head", "jq"), null), List.of())).isFalse();
    }

    @Test
    void a_name_means_what_lies_on_the_path_and_a_path_means_a_file() {
        allow("main", "make", "");
        allow("*", bin + "/dep*", "^--dry-run( |$)");
        assertThat(covered("make all")).isEqualTo(Programs.onPath("make", List.of()).isPresent());
        assertThat(covered("make all", new SafeBins(null, null), List.of(bin.toString()))).isTrue();
        assertThat(covered("./bin/make all")).isFalse();
        assertThat(covered("bin/deploy --dry-run x")).isTrue();
        assertThat(covered("deploy --dry-run", new SafeBins(null, null), List.of(bin.toString()))).isTrue();
        assertThat(covered("bin/deploy --dry-run *")).isFalse();
        assertThat(covered("bin/deploy x --dry-run")).isFalse();
        assertThat(covered("bin/deploy")).isFalse();
        assertThat(covered("bin/other --dry-run")).isFalse();
    }

    @Test
    void every_part_of_a_chain_has_to_be_on_the_list() {
        allowForGood("bin/deploy now");
        allow("main", bin + "/make", "");
        assertThat(covered("bin/deploy now")).isTrue();
        assertThat(covered("bin/make && bin/deploy now | wc -l; timeout 9 bin/make")).isTrue();
        assertThat(covered("bin/make && bin/deploy later")).isFalse();
        assertThat(covered("bin/make | bin/deploy now")).as("it was allowed with nothing to read").isFalse();
        assertThat(covered("bin/make > out")).isFalse();
        assertThat(covered("sh -c 'bin/make; bin/deploy now'")).isTrue();
    }

    @Test
    void one_agents_list_is_not_anothers_and_variables_of_its_own_are_for_a_person() {
        allow("cook", bin + "/make", "");
        assertThat(covered("bin/make")).isFalse();
        allow("*", bin + "/make", "");
        assertThat(covered("bin/make")).isTrue();
        assertThat(new Listed(rows, new SafeBins(null, null), plan("bin/make", ",\"env\":{\"A\":\"b\"}"), List.of()).covers("bin/make")).isFalse();
    }

    @Test
    void what_is_no_pattern_is_said() {
        assertThatThrownBy(() -> new Pattern("", "main", "rm *", "", 0)).hasMessageContaining("'rm *' names no program").hasMessageContaining("argPattern");
        assertThatThrownBy(() -> new Pattern("", "main", "rm", "(", 0)).hasMessageContaining("'(' is no pattern");
        assertThatThrownBy(() -> new Pattern("", "main", "/bin/[", "", 0)).hasMessageContaining("is no pattern");
    }
}
