package dev.chela.core.errand.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.AgentId;
import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Content;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.FixedConfig;
import dev.chela.core.approval.Approval;
import dev.chela.core.errand.Errands.Consent;
import dev.chela.core.errand.Errands.Done;
import dev.chela.core.errand.Errands.Errand;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.GuestBook;
import dev.chela.core.process.ExecSettings;
import dev.chela.core.sandbox.Sandboxes;
import dev.chela.core.session.Settings.Setting;
import dev.chela.core.task.CancelSource;
import dev.chela.core.tool.Asker;
import dev.chela.core.tool.Powers;
import dev.chela.core.tool.ToolRegistry;
import dev.chela.core.tool.ToolRequest;
import dev.chela.core.tool.ToolsSettings;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.Talk;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ErrandDeskTest {
    @TempDir
    private Path root;
    private Talk talk;
    private final GuestBook guests = new GuestBook();
    private final ToolRegistry tools = new ToolRegistry(guests, new FixedConfig(ToolsSettings.NONE), Sandboxes.NONE);
    private final BlockingQueue<String> runs = new LinkedBlockingQueue<>();
    private final CountDownLatch held = new CountDownLatch(1);
    private ErrandDesk desk;

    @BeforeEach
    void open() {
        talk = new Talk(root, new ExecSettings(null, ExecSettings.Security.ALLOWLIST, ExecSettings.Ask.ON_MISS, null, null, null));
        add("act", Effect.ACTS, 1);
        add("again", Effect.REPEATABLE, 2);
        add("exec", Effect.ACTS, 3);
        desk = desk();
    }

    private ErrandDesk desk() {
        return new ErrandDesk(tools, talk.house.approvals, talk.house.sessions, talk.house.ledger, talk.house.hooks, talk.house.clock);
    }

    @AfterEach
    void close() {
        desk.close();
        tools.close();
        talk.close();
        guests.close();
    }

    private void add(String name, Effect effect, int order) {
        tools.add(new Counted(name, effect), new Guest(order, "counted", "1"), Powers.ofHeader(""), order);
    }

    /** Says which of its runs this is; with {@code hold} not before the test lets it, with {@code fail} as an error. */
    private final class Counted implements Tool<Map<String, Object>> {
        private final ToolInfo info;

        Counted(String name, Effect effect) {
            info = new ToolInfo(name, "counts its runs", effect);
        }

        @Override
        public ToolInfo info() {
            return info;
        }

        @Override
        public Arguments<Map<String, Object>> arguments() {
            return new Arguments.Schema("{\"type\":\"object\"}");
        }

        @Override
        public ToolResult run(Map<String, Object> args, ToolCall call) throws Exception {
            runs.add(call.id());
            if (args.containsKey("hold")) {
                held.await();
            }
            if (args.containsKey("fail")) {
                return ToolResult.error("failed on run " + runs.size());
            }
            return new ToolResult(List.of(new Content.Text("run " + runs.size()), new Content.Image("image/png", new byte[] {1, 2})),
                    Outcome.OK, Map.of("n", runs.size()));
        }
    }

    private static Errand errand(String key, String tool, String arguments) {
        return errand(key, tool, arguments, Consent.TELL, new CancelSource());
    }

    private static Errand errand(String key, String tool, String arguments, Consent consent, CancelSource token) {
        return new Errand(key, tool, arguments, new ToolRequest.Whose(House.MAIN, AgentId.MAIN, Path.of("/"), Asker.OWNER), consent, token);
    }

    private static String text(Done done) {
        ToolResult result = ((Done.Ran) done).result();
        return result.outcome() + " " + ((Content.Text) result.content().get(0)).text();
    }

    private Future<Done> beside(Errand errand) {
        FutureTask<Done> done = new FutureTask<>(() -> desk.run(errand));
        new Thread(done, "asks").start();
        return done;
    }

    @Test
    void without_a_key_each_call_is_one_of_its_own() throws Exception {
        assertThat(text(desk.run(errand("", "act", "{}")))).isEqualTo("OK run 1");
        assertThat(text(desk.run(errand("", "act", "{}")))).isEqualTo("OK run 2");
    }

    @Test
    void the_same_key_gets_the_same_answer_and_the_tool_runs_once_also_after_a_restart() throws Exception {
        Done first = desk.run(errand("k", "act", "{\"a\":1,\"b\":{\"c\":2,\"d\":3}}"));
        Done second = desk.run(errand("k", "act", "{\"b\":{\"d\":3,\"c\":2},\"a\":1}"));
        desk.close();
        desk = desk();
        Done third = desk.run(errand("k", "act", "{\"a\":1,\"b\":{\"c\":2,\"d\":3}}"));
        assertThat(List.of(text(first), text(second), text(third))).containsOnly("OK run 1");
        assertThat(((Content.Image) ((Done.Ran) third).result().content().get(1)).bytes()).containsExactly(1, 2);
        assertThat(((Done.Ran) third).result().details()).containsEntry("n", 1);
        assertThat(runs).hasSize(1);
    }

    @Test
    void a_key_is_kept_for_thirty_days_and_free_again_once_others_came_after_them() throws Exception {
        desk.run(errand("k", "act", "{}"));
        talk.house.clock.pass(Duration.ofDays(29));
        desk.run(errand("other", "act", "{}"));
        assertThat(text(desk.run(errand("k", "act", "{}")))).isEqualTo("OK run 1");
        talk.house.clock.pass(Duration.ofDays(2));
        desk.run(errand("third", "act", "{}"));
        assertThat(text(desk.run(errand("k", "act", "{}")))).isEqualTo("OK run 4");
    }

    @Test
    void a_failure_is_an_answer_too() throws Exception {
        assertThat(text(desk.run(errand("k", "act", "{\"fail\":true}")))).isEqualTo("ERROR failed on run 1");
        assertThat(text(desk.run(errand("k", "act", "{\"fail\":true}")))).isEqualTo("ERROR failed on run 1");
    }

    @Test
    void a_key_that_stands_for_another_call_is_refused() throws Exception {
        desk.run(errand("http:k", "act", "{}"));
        assertThatThrownBy(() -> desk.run(errand("http:k", "act", "{\"x\":1}"))).isInstanceOf(Permanent.class).hasMessageContaining("'k'");
        assertThatThrownBy(() -> desk.run(errand("http:k", "again", "{}"))).isInstanceOf(Permanent.class);
        assertThat(runs).hasSize(1);
    }

    @Test
    void who_asks_while_the_call_runs_waits_for_it_and_who_leaves_does_not_end_it() throws Exception {
        CancelSource leaving = new CancelSource();
        Future<Done> first = beside(errand("k", "act", "{\"hold\":true}", Consent.TELL, leaving));
        assertThat(runs.poll(1, TimeUnit.MINUTES)).isNotNull();
        leaving.cancel("gone");
        assertThatThrownBy(() -> first.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(CancellationException.class);
        Future<Done> second = beside(errand("k", "act", "{\"hold\":true}"));
        held.countDown();
        assertThat(text(second.get(1, TimeUnit.MINUTES))).startsWith("OK");
        assertThat(runs).isEmpty();
    }

    @Test
    void a_call_that_acts_and_was_cut_off_is_not_run_again() throws Exception {
        cutOff("act");
        assertThat(text(desk.run(errand("k", "act", "{\"hold\":true}")))).isEqualTo("ERROR " + ErrandDesk.UNKNOWN);
        assertThat(text(desk.run(errand("k", "act", "{\"hold\":true}")))).isEqualTo("ERROR " + ErrandDesk.UNKNOWN);
        assertThat(runs).isEmpty();
    }

    @Test
    void a_call_that_may_be_repeated_runs_again_under_the_same_id() throws Exception {
        String id = cutOff("again");
        held.countDown();
        assertThat(text(desk.run(errand("k", "again", "{\"hold\":true}")))).startsWith("OK");
        assertThat(runs).containsExactly(id);
    }

    private String cutOff(String tool) throws Exception {
        Future<Done> first = beside(errand("k", tool, "{\"hold\":true}"));
        String id = runs.poll(1, TimeUnit.MINUTES);
        desk.close();
        assertThatThrownBy(() -> first.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(Transient.class);
        desk = desk();
        return id;
    }

    @Test
    void a_conversation_that_may_only_read_runs_nothing_that_acts() throws Exception {
        talk.house.sessions.commit(House.MAIN, "patch", "patch",
                (session, step) -> session.settled(session.settings().with(Setting.PERMISSION, "read-only")));
        assertThat(text(desk.run(errand("", "act", "{}")))).contains("read-only");
        assertThat(runs).isEmpty();
    }

    @Test
    void a_command_that_a_person_must_allow_waits_for_that_person_and_is_not_remembered_before() throws Exception {
        String command = "{\"command\":\"date\"}";
        assertThat(((Done.NeedsConsent) desk.run(errand("k", "exec", command))).why()).contains("date");
        Future<Done> asking = beside(errand("k", "exec", command, Consent.ASK, new CancelSource()));
        talk.house.until("a request", () -> !talk.house.approvals.pending().isEmpty());
        desk.close();
        assertThatThrownBy(() -> asking.get(1, TimeUnit.MINUTES)).hasCauseInstanceOf(Transient.class);
        desk = desk();
        Approval kept = talk.house.approvals.pending().get(0);
        talk.house.approvals.resolve(kept.id(), Approval.Decision.ALLOW_ONCE, "ann");
        assertThat(text(desk.run(errand("k", "exec", command, Consent.ASK, new CancelSource())))).isEqualTo("OK run 1");
    }

    @Test
    void what_the_person_denies_is_not_run() throws Exception {
        Future<Done> asking = beside(errand("", "exec", "{\"command\":\"date\"}", Consent.ASK, new CancelSource()));
        talk.house.until("a request", () -> !talk.house.approvals.pending().isEmpty());
        talk.house.approvals.resolve(talk.house.approvals.pending().get(0).id(), Approval.Decision.DENY, "ann");
        assertThat(text(asking.get(1, TimeUnit.MINUTES))).contains("denied");
        assertThat(runs).isEmpty();
    }
}
