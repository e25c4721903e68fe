package dev.chela.tool.exec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.files.FsSettings;
import dev.chela.core.process.ExecSettings;
import dev.chela.testkit.tool.ToolBench;
import dev.chela.testkit.tool.ToolContract;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ExecTest extends ToolContract {
    @Override
    protected Tool<?> tool() {
        return new Exec();
    }

    @Override
    protected String example() {
        return "{\"command\": \"touch made\"}";
    }

    @Override
    protected ToolBench bench(Path at) {
        return new ToolBench(at).with(new ProcessTool());
    }

    @Test
    void runs_in_the_workspace_and_tells_output_and_exit_code() throws Exception {
        assertThat(textOf("{\"command\": \"pwd; echo oops >&2; exit 7\"}"))
                .isEqualTo(bench.workspace() + "\noops\n\n[exit code 7]");
    }

    @Test
    void runs_elsewhere_with_more_environment() throws Exception {
        Files.createDirectory(bench.workspace().resolve("sub"));

        assertThat(textOf("{\"command\": \"echo $(basename $PWD) $WHO $CHELA_SHELL\", \"workdir\": \"sub\", \"env\": {\"WHO\": \"me\"}}"))
                .startsWith("sub me exec");
        assertThat(errorOf("{\"command\": \"true\", \"env\": {\"LD_PRELOAD\": \"x\"}}")).contains("LD_PRELOAD");
        assertThat(errorOf("{\"command\": \"true\", \"workdir\": \"absent\"}")).contains("absent");
    }

    @Test
    void gives_empty_standard_input_so_that_nothing_waits_for_it() throws Exception {
        assertThat(textOf("{\"command\": \"cat; echo end\"}")).startsWith("end");
    }

    @Test
    void goes_to_the_background_when_its_time_to_yield_has_come() throws Exception {
        String text = textOf("{\"command\": \"echo begun; sleep 60\", \"yieldMs\": 300}");

        assertThat(text).contains("status: running").contains("begun");
        assertThat(process("list", session(text))).contains("running").contains("echo begun; sleep 60");
        assertThat(process("kill", session(text))).contains("signal 15");
    }

    @Test
    void talks_to_a_background_session_until_it_ends() throws Exception {
        String id = session(textOf("{\"command\": \"read a; echo got $a; read b; echo and $b; seq 5\", \"background\": true}"));

        bench.call("process", "{\"action\": \"submit\", \"sessionId\": \"" + id + "\", \"data\": \"one\"}");
        bench.call("process", "{\"action\": \"write\", \"sessionId\": \"" + id + "\", \"data\": \"two\\n\", \"eof\": true}");

        String polled = ToolBench.text(
                bench.call("process", "{\"action\": \"poll\", \"sessionId\": \"" + id + "\", \"timeout\": 20000}"));
        assertThat(polled).isEqualTo("got one\nand two\n1\n2\n3\n4\n5\n\n[exit code 0]");
        assertThat(process("poll", id)).startsWith("(no new output)");
        assertThat(ToolBench.text(bench.call("process",
                "{\"action\": \"log\", \"sessionId\": \"" + id + "\", \"offset\": 2, \"limit\": 2}")))
                .isEqualTo("and two\n1\n[lines 2 to 3 of 7, exit code 0]\n[continue with offset 4]");
        assertThat(process("write", id)).contains("data");
        assertThat(process("clear", id)).isEqualTo("forgot 1 ended sessions");
        assertThat(process("poll", id)).contains("there is no session").contains("no background sessions");
    }

    @Test
    void a_background_session_survives_the_tool_that_started_it() throws Exception {
        String id = session(textOf("{\"command\": \"sleep 60\", \"background\": true}"));

        bench.with(new ProcessTool());

        assertThat(process("remove", id)).isEqualTo("removed " + id);
    }

    @Test
    void ends_at_its_time_limit_and_says_so() throws Exception {
        assertThat(errorOf("{\"command\": \"echo begun; sleep 60\", \"timeoutSeconds\": 1}"))
                .isEqualTo("begun\n\n[ended by its time limit]");
    }

    @Test
    void an_abort_ends_the_command() throws Exception {
        Path pid = bench.workspace().resolve("pid");
        CompletableFuture<ToolResult> running = CompletableFuture.supplyAsync(() -> {
            try {
                return call("{\"command\": \"echo $$ > pid; sleep 60\"}");
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
        });
        while (!Files.exists(pid) || Files.size(pid) == 0) {
            Thread.onSpinWait();
        }

        bench.cancellation().cancel("abort");

        assertThatThrownBy(running::get).hasRootCauseInstanceOf(CancellationException.class);
        ProcessHandle.of(Long.parseLong(Files.readString(pid).strip())).ifPresent(process -> process.onExit().join());
    }

    @Test
    void shows_output_while_it_runs() throws Exception {
        textOf("{\"command\": \"echo early; sleep 1; echo late\"}");

        assertThat(String.join("", bench.progress())).contains("early");
    }

    @Test
    void says_which_setting_forbids_it() throws Exception {
        ExecSettings asking = new ExecSettings(null, null, ExecSettings.Ask.ALWAYS, null, null, null);
        try (ToolBench strict = new ToolBench(directory.resolve("strict"), asking, new FsSettings(null)).with(new Exec())) {
            ToolResult result = strict.call("exec", "{\"command\": \"touch made\"}");

            assertThat(result.outcome()).isEqualTo(Outcome.ERROR);
            assertThat(ToolBench.text(result)).contains("tools.exec.ask").contains("always");
            assertThat(strict.workspace().resolve("made")).doesNotExist();
        }
    }

    @Test
    void refuses_numbers_out_of_range() throws Exception {
        assertThat(errorOf("{\"command\": \"true\", \"timeoutSeconds\": -1}")).contains("timeoutSeconds").contains("-1");
        assertThat(errorOf("{\"command\": \" \"}")).contains("command");
    }

    private String process(String action, String id) throws InterruptedException {
        return ToolBench.text(bench.call("process", "{\"action\": \"" + action + "\", \"sessionId\": \"" + id + "\"}"));
    }

    private static String session(String text) {
        Matcher id = Pattern.compile("sessionId: (\\S+)").matcher(text);
        assertThat(id.find()).as(text).isTrue();
        return id.group(1);
    }
}
