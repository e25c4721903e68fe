package dev.chela.tool.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.grant.Conversations;
import dev.chela.api.grant.Conversations.Line;
import dev.chela.api.grant.Conversations.Sent;
import dev.chela.api.grant.Subagents;
import dev.chela.api.grant.Subagents.State;
import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolResult;
import dev.chela.testkit.tool.ToolBench;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SessionToolsTest {
    @TempDir
    private Path directory;
    private final Helpers helpers = new Helpers();
    private final Others others = new Others();
    private ToolBench bench;

    @BeforeEach
    void open() {
        bench = new ToolBench(directory).grants(Subagents.class, helpers).grants(Conversations.class, others);
        List.<Tool<?>>of(new SessionsSpawn(), new SessionsYield(), new SubagentsTool(), new AgentsList(), new SessionsList(), new SessionsHistory(),
                new SessionsSend(), new SessionStatus()).forEach(bench::with);
    }

    @AfterEach
    void close() {
        bench.close();
    }

    private String text(String tool, String arguments) throws InterruptedException {
        return ToolBench.text(bench.call(tool, arguments));
    }

    @Test
    void a_task_alone_is_enough_and_all_else_is_as_it_usually_is() throws Exception {
        assertThat(text("sessions_spawn", "{\"task\":\"look\"}")).contains("status: accepted").contains("taskId: 0a1b2c3d")
                .contains("childSessionKey: agent:main:subagent:0a1b2c3d");
        assertThat(helpers.tasks).containsExactly(new Subagents.Task("look", "", "", "", "", "", Optional.empty(), false, true, true));
    }

    @Test
    void what_is_asked_for_of_a_sub_agent_is_handed_on() throws Exception {
        helpers.notes = List.of("model \"x\" was not used");
        assertThat(text("sessions_spawn", "{\"task\":\"look\",\"taskName\":\"eye\",\"label\":\"Look\",\"agentId\":\"work\",\"model\":\"x\","
                + "\"thinking\":\"high\",\"runTimeoutSeconds\":5,\"context\":\"fork\",\"cleanup\":\"delete\",\"expectsCompletionMessage\":false,"
                + "\"cwd\":\"sources\",\"sandbox\":\"require\",\"mode\":\"run\",\"thread\":false}"))
                .contains("was not used");
        assertThat(helpers.tasks).containsExactly(new Subagents.Task("look", "eye", "Look", "work", "x", "high",
                Optional.of(Duration.ofSeconds(5)), true, false, false, "sources", Subagents.Walls.REQUIRED));
    }

    @Test
    void arguments_that_cannot_be_meant_are_refused_by_name() throws Exception {
        assertThat(text("sessions_spawn", "{\"task\":\" \"}")).contains("'task'");
        assertThat(text("sessions_spawn", "{\"task\":\"t\",\"taskName\":\"No Name\"}")).contains("'taskName'");
        assertThat(text("sessions_spawn", "{\"task\":\"t\",\"thread\":true}")).contains("'thread'", "no channel here");
        assertThat(text("sessions_spawn", "{\"task\":\"t\",\"mode\":\"session\"}")).contains("'mode'", "sessions_send");
        assertThat(helpers.tasks).isEmpty();
        assertThat(text("subagents", "{\"action\":\"cancel\"}")).contains("'taskIds'");
        assertThat(text("subagents", "{\"action\":\"wait\",\"timeoutSeconds\":61}")).contains("0 to 60");
        assertThat(text("sessions_send", "{\"message\":\"hi\"}")).contains("either 'sessionKey' or 'label'");
        assertThat(text("sessions_list", "{\"limit\":0}")).contains("'limit'");
    }

    @Test
    void a_turn_ends_only_when_something_is_under_way() throws Exception {
        ToolResult nothing = bench.call("sessions_yield", "{}");
        assertThat(nothing.outcome()).isEqualTo(Outcome.ERROR);
        helpers.there.add(Helpers.helper("eye", State.RUNNING, ""));
        ToolResult waits = bench.call("sessions_yield", "{\"message\":\"then add them up\"}");
        assertThat(waits.outcome()).isEqualTo(Outcome.YIELDED);
        assertThat(ToolBench.text(waits)).contains("1 at work").contains("then add them up");
    }

    @Test
    void a_turn_may_end_to_wait_for_a_message() throws Exception {
        assertThat(bench.call("sessions_yield", "{\"waitFor\":\"message\"}").outcome()).isEqualTo(Outcome.YIELDED);
    }

    @Test
    void sub_agents_are_listed_waited_for_and_ended() throws Exception {
        assertThat(text("subagents", "{}")).isEqualTo("No sub-agents.");
        helpers.there.add(Helpers.helper("eye", State.ERROR, "no light"));
        assertThat(text("subagents", "{\"action\":\"wait\"}")).contains("status: error").contains("result: no light").contains("tokens: 42");
        text("subagents", "{\"action\":\"cancel\",\"taskIds\":[\"eye\"]}");
        assertThat(helpers.asked).containsExactly("wait [] 30", "cancel [eye]");
    }

    @Test
    void agents_that_may_be_set_to_work_are_named() throws Exception {
        assertThat(text("agents_list", "{}")).isEqualTo("main (you)\nwork: Worker");
    }

    @Test
    void conversations_are_listed_one_in_a_line() throws Exception {
        others.glances.add(Others.glance("agent:main:main"));
        others.glances.add(Others.glance("agent:main:other"));
        assertThat(text("sessions_list", "{\"limit\":2,\"activeMinutes\":5,\"search\":\"o\"}").lines()).hasSize(2);
        assertThat(others.asked).containsExactly(new Conversations.Filter(2, Duration.ofMinutes(5), "", "o"));
    }

    @Test
    void the_newest_of_a_history_are_shown_where_not_all_have_room() throws Exception {
        for (int i = 0; i < 40; i++) {
            others.lines.add(new Line("user", Instant.EPOCH, i + " " + "x".repeat(5_000)));
        }
        String told = text("sessions_history", "{\"sessionKey\":\"other\"}");
        assertThat(told).contains("older messages left out").contains("user: 39 x").doesNotContain("user: 0 x");
    }

    @Test
    void an_answer_is_handed_back_and_its_want_is_said() throws Exception {
        assertThat(text("sessions_send", "{\"message\":\"hi\",\"label\":\"other\",\"timeoutSeconds\":0}")).contains("said to you when it comes");
        others.sent = new Sent.Answered("r", "hello");
        assertThat(text("sessions_send", "{\"message\":\"hi\",\"sessionKey\":\"other\"}")).isEqualTo("reply: hello");
        others.sent = new Sent.Failed("r", "no model");
        assertThat(bench.call("sessions_send", "{\"message\":\"hi\",\"sessionKey\":\"other\"}").outcome()).isEqualTo(Outcome.ERROR);
        assertThat(others.asked).contains(new Others.Said("other", "hi", Duration.ofSeconds(30)));
    }

    @Test
    void a_conversation_tells_what_it_used() throws Exception {
        assertThat(text("session_status", "{}")).contains("session: agent:main:main").contains("tokens: 10 in, 5 out").contains("cost: $0.0100");
    }
}
