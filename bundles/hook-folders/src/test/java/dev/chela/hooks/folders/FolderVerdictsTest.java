package dev.chela.hooks.folders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.channel.Rendered;
import dev.chela.api.event.Run;
import dev.chela.api.hook.Passage;
import dev.chela.api.hook.Passage.Answered;
import dev.chela.api.hook.Passage.Called;
import dev.chela.api.hook.Passage.Calling;
import dev.chela.api.hook.Passage.Gateway;
import dev.chela.api.hook.Passage.Moment;
import dev.chela.api.hook.Passage.Prompted;
import dev.chela.api.hook.Passage.Received;
import dev.chela.api.hook.Passage.Sending;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.tool.Content;
import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.hook.Breaker;
import dev.chela.core.hook.Hooks;
import dev.chela.core.hook.Hooks.Stopped;
import dev.chela.core.hook.Hooks.Through;
import dev.chela.core.json.Json;
import dev.chela.skills.loader.YamlReader;
import dev.langchain4j.agent.tool.ToolExecutionRequest;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.response.ChatResponse;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What scripts in folders change and stop, where their word counts. */
class FolderVerdictsTest extends FolderHookCase {
    private static final String PATIENT = ", timeoutMs: 120000";
    private static final Run RUN = new Run(new RunId("r1"), 0, SESSION, AgentId.MAIN, Instant.EPOCH);

    private void decides(String name, String at, String more, String script) throws IOException {
        hook(home.root(), name, "{\"decides\": [\"" + at + "\"]" + more + "}", script);
    }

    private void begin() throws IOException {
        begin("{ enabled: true }", PATIENT);
    }

    private <P extends Passage> P through(P passing) {
        Hooks.Outcome<P> outcome = pass(passing);
        assertThat(outcome).isInstanceOf(Through.class);
        return ((Through<P>) outcome).as();
    }

    private static String answering(String json) {
        return "cat > \"$CHELA_HOME/asked\"\nprintf '%s' '" + json + "'\n";
    }

    private JsonNode context() throws IOException {
        return Json.read(Files.readString(home.root().resolve("asked"))).path("context");
    }

    private static Calling calling(String args) {
        return new Calling(RUN, "c1", "exec", args);
    }

    private Through<Received> said(String text) {
        return (Through<Received>) says(text);
    }

    @Test
    void each_changes_what_the_one_before_made_of_a_message_those_of_a_higher_ranking_first() throws Exception {
        decides("ask", "message:received", "", "sed 's/.*\"content\":\"\\([^\"]*\\)\".*/{\"content\":\"\\1?\"}/'\n");
        decides("shout", "message:received", ", \"ranking\": 5", "sed 's/.*\"content\":\"\\([^\"]*\\)\".*/{\"content\":\"\\1!\"}/'\n");
        begin();
        assertThat(said("hello").as().text()).isEqualTo("hello!?");
        assertThat(said("hello").changedBy()).hasSize(1);
    }

    @Test
    void one_stops_what_it_guards_with_a_reason_for_the_model_and_lets_pass_what_it_does_not() throws Exception {
        decides("guard", "tool:call", ", \"onFault\": \"stop\"", "if grep -q 'rm -rf'; then echo '{\"stop\": \"nothing is deleted here\"}'; fi\n");
        begin();
        assertThat(pass(calling("{\"command\":\"rm -rf /\"}"))).isInstanceOfSatisfying(Stopped.class,
                stopped -> assertThat(stopped.why()).isEqualTo("guard: nothing is deleted here"));
        assertThat(through(calling("{\"command\":\"ls\"}")).args()).isEqualTo("{\"command\":\"ls\"}");
    }

    @Test
    void a_guard_judges_what_another_made_of_it() throws Exception {
        decides("careless", "tool:call", "", answering("{\"args\":{\"command\":\"rm -rf /\"}}"));
        decides("a-guard", "tool:call", ", \"onFault\": \"stop\"", "if grep -q 'rm -rf'; then echo '{\"stop\": \"no\"}'; fi\n");
        begin();
        assertThat(pass(calling("{\"command\":\"ls\"}"))).isInstanceOf(Stopped.class);
    }

    @Test
    void the_arguments_of_a_call_and_the_words_of_its_result_can_be_others() throws Exception {
        decides("args", "tool:call", "", answering("{\"args\":{\"command\":\"ls -l\"}}"));
        begin();
        assertThat(through(calling("{\"command\":\"ls\"}")).args()).isEqualTo("{\"command\":\"ls -l\"}");
        assertThat(context().path("args").path("command").asText()).isEqualTo("ls");
        assertThat(context().path("tool").asText()).isEqualTo("exec");
        decides("words", "tool:result", "", answering("{\"content\":\"(left out)\"}"));
        Content.Image picture = new Content.Image("image/png", new byte[] {1});
        ToolResult result = new ToolResult(List.of(new Content.Text("secret"), picture), Outcome.ERROR, Map.of("k", 1));
        ToolResult now = through(new Called(RUN, "c1", "exec", "{}", result)).result();
        assertThat(now).isEqualTo(new ToolResult(List.of(new Content.Text("(left out)"), picture), Outcome.ERROR, Map.of("k", 1)));
        assertThat(context().path("content").asText()).isEqualTo("secret");
        assertThat(context().path("isError").asBoolean()).isTrue();
    }

    @Test
    void what_a_model_is_told_and_what_it_answers_can_be_another() throws Exception {
        decides("told", "prompt:build", "", answering("{\"system\":\"Be brief.\"}"));
        decides("heard", "model:answer", "", answering("{\"content\":\"done\"}"));
        begin();
        ChatRequest prompt = ChatRequest.builder().messages(SystemMessage.from("Be kind."), UserMessage.from("hello")).build();
        assertThat(through(new Prompted(RUN, prompt)).prompt().messages()).containsExactly(SystemMessage.from("Be brief."), UserMessage.from("hello"));
        assertThat(context().path("system").asText()).isEqualTo("Be kind.");
        assertThat(context().path("messages").get(0).path("content").asText()).isEqualTo("hello");
        ToolExecutionRequest call = ToolExecutionRequest.builder().id("c1").name("exec").arguments("{\"command\":\"ls\"}").build();
        AiMessage answer = AiMessage.from("I shall look", List.of(call));
        AiMessage now = through(new Answered(RUN, ChatResponse.builder().aiMessage(answer).build())).answer().aiMessage();
        assertThat(now.text()).isEqualTo("done");
        assertThat(now.toolExecutionRequests()).containsExactly(call);
        assertThat(context().path("calls").get(0).path("args").path("command").asText()).isEqualTo("ls");
    }

    @Test
    void what_leaves_can_have_other_words_and_what_has_none_can_only_be_stopped() throws Exception {
        decides("polite", "message:sending", "", answering("{\"content\":\"please\"}"));
        begin();
        Conversation to = new Conversation("alice", Conversation.Kind.DIRECT, "", "", "");
        Outbound edit = new Outbound.Edit(to, new MessageRef("m1"), new Rendered("plain", "now"));
        assertThat(through(new Sending(new DeliveryKey("r1:0"), "irc", "libera", edit)).out())
                .isEqualTo(new Outbound.Edit(to, new MessageRef("m1"), new Rendered("plain", "please")));
        Outbound delete = new Outbound.Delete(to, new MessageRef("m1"));
        assertThat(through(new Sending(new DeliveryKey("r1:1"), "irc", "libera", delete)).out()).isEqualTo(delete);
        assertThat(context().path("kind").asText()).isEqualTo("delete");
        decides("polite", "message:sending", "", "echo '{\"stop\": \"nothing leaves\"}'\n");
        assertThat(pass(new Sending(new DeliveryKey("r1:2"), "irc", "libera", delete))).isInstanceOf(Stopped.class);
    }

    @Test
    void the_word_of_one_that_only_listens_does_not_count() throws Exception {
        hook(home.root(), "bystander", "{\"events\": [\"message:received\"]}", "echo '{\"stop\": \"I say no\"}'\n");
        begin();
        assertThat(said("hello").changedBy()).isEmpty();
    }

    @Test
    void one_whose_word_counts_is_not_told_besides() throws Exception {
        hook(home.root(), "keep", "{\"events\": [\"message\", \"gateway\"], \"decides\": [\"message:received\"]}", "cat >> \"$CHELA_HOME/heard\"\n");
        begin();
        says("hello");
        pass(new Gateway(Moment.STOPPING));
        assertThat(Files.readAllLines(home.root().resolve("heard"))).hasSize(2);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "echo well, no | it printed what is no JSON: well, no", "echo '[1]' | it printed what is no JSON object: [1]",
        "echo '{\"cotent\":\"x\"}' | it answered with \"cotent\"; at message:received there are \"stop\" and \"content\"",
        "echo '{\"content\":7}' | its new text is no text: 7", "echo '{\"stop\":true}' | \"stop\" must be the reason",
        "echo '{\"stop\":\"no\",\"content\":\"x\"}' | at once", "echo '{\"content\":\"x\"}'; exit 3 | it ended with code 3",
        "echo it hurts >&2; kill -9 $$ | it ended with code 137: it hurts", "head -c 5000000 /dev/zero | it printed more than 4000000 bytes"})
    void rubbish_and_death_stop_what_is_guarded_and_nothing_else(String script, String said) throws Exception {
        decides("adviser", "message:received", "", script + "\n");
        decides("hello", "message:received", "", answering("{\"content\":\"hello to you\"}"));
        begin();
        assertThat(said("hello").as().text()).isEqualTo("hello to you");
        assertThat(hooks.standing()).filteredOn(FolderHooks.Standing::fails).extracting(one -> one.hook().name()).containsExactly("adviser");
        decides("guard", "message:received", ", \"onFault\": \"stop\"", script + "\n");
        assertThat(says("hello")).isInstanceOfSatisfying(Stopped.class,
                stopped -> assertThat(stopped.why()).startsWith("guard could not decide: ").contains(said));
        decides("guard", "message:received", ", \"onFault\": \"stop\"", "echo ' {} '; echo 'all is well' >&2\n");
        assertThat(said("hello").as().text()).isEqualTo("hello to you");
    }

    @Test
    void one_that_hangs_is_ended_and_stops_what_it_guards_and_nothing_else() throws Exception {
        String hangs = "echo $$ >> \"$CHELA_HOME/hung\"; sleep 600 & sleep 600\n";
        decides("adviser", "message:received", "", hangs);
        decides("guard", "tool:call", ", \"onFault\": \"stop\"", hangs);
        begin("{ enabled: true }", ", timeoutMs: 3000");
        assertThat(said("hello").as().text()).isEqualTo("hello");
        assertThat(pass(calling("{}"))).isInstanceOfSatisfying(Stopped.class, stopped -> assertThat(stopped.why()).contains("could not decide"));
        for (String pid : Files.exists(home.root().resolve("hung")) ? Files.readAllLines(home.root().resolve("hung")) : List.<String>of()) {
            assertThat(ProcessHandle.of(Long.parseLong(pid)).map(ProcessHandle::onExit)).satisfiesAnyOf(gone -> assertThat(gone).isEmpty(),
                    gone -> assertThat(gone.orElseThrow()).succeedsWithin(Duration.ofMinutes(1)));
        }
    }

    @Test
    void one_that_fails_again_and_again_is_left_alone_for_a_minute() throws Exception {
        decides("poor", "message:received", "", "echo once >> \"$CHELA_HOME/ran\"; exit 1\n");
        begin();
        for (int i = 0; i < Breaker.FAULTS + 2; i++) {
            says("hello");
        }
        assertThat(Files.readAllLines(home.root().resolve("ran"))).hasSize(Breaker.FAULTS);
        time.set(time.now().plus(Breaker.REST));
        says("hello");
        assertThat(Files.readAllLines(home.root().resolve("ran"))).hasSize(Breaker.FAULTS + 1);
    }

    @Test
    void what_cannot_be_meant_is_a_problem_that_names_its_cause() throws Exception {
        decides("a", "message:dreamt", "", "");
        decides("b", "tool:call", ", \"onFault\": \"cry\"", "");
        decides("c", "tool:call", ", \"ranking\": \"first\"", "");
        hook(home.root().resolve("agents/main/workspace"), "d", "{\"decides\": [\"message:sending\"]}", "");
        begin();
        assertThat(new Shelf(home, agents, new YamlReader()).look(new InternalConfig(true, null, null)).problems())
                .extracting(Shelf.Problem::message).satisfiesExactly(
                        a -> assertThat(a).contains("decides at [message:dreamt]", "tool:result"), b -> assertThat(b).contains("onFault \"cry\""),
                        c -> assertThat(c).contains("ranking \"first\""), d -> assertThat(d).contains("message:sending", "hooks of the home"));
    }

    @Test
    void one_in_a_workspace_decides_of_its_own_agent_alone() throws Exception {
        Path others = Files.createDirectories(home.root().resolve("agents/work/workspace"));
        hook(others, "no", "{\"decides\": [\"message:received\"]}", "echo '{\"stop\": \"no\"}'\n");
        begin("{ enabled: true, entries: { no: { enabled: true } } }", PATIENT + " }, agents: { entries: { main: {}, work: {} }");
        assertThat(says("hello")).isInstanceOf(Through.class);
        assertThat(pass(new Received(new RunId("r2"), new SessionKey("agent:work:main"), "chat", "", "", "hello"))).isInstanceOf(Stopped.class);
    }

    @Test
    void one_need_not_read_what_it_is_told_however_much_that_is() throws Exception {
        decides("guard", "message:received", ", \"onFault\": \"stop\"", "exec < /dev/null; echo '{\"content\": \"I did not look\"}'\n");
        begin();
        assertThat(said("word ".repeat(100_000)).as().text()).isEqualTo("I did not look");
    }
}
