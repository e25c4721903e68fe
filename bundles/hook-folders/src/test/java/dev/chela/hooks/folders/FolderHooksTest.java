package dev.chela.hooks.folders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.hook.Passage.Gateway;
import dev.chela.api.hook.Passage.Moment;
import dev.chela.api.id.AgentId;
import dev.chela.core.json.Json;
import dev.chela.core.session.Endings;
import dev.chela.skills.loader.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What scripts in folders are told of what happens. */
class FolderHooksTest extends FolderHookCase {
    /** What the scripts heard, once those that hear of the gateway's stop have come to their end. */
    private List<JsonNode> heard() throws IOException {
        pass(new Gateway(Moment.STOPPING));
        Path file = home.root().resolve("heard");
        return Files.exists(file) ? Files.readString(file).lines().map(Json::read).toList() : List.of();
    }

    @Test
    void a_script_reads_the_event_as_json_in_the_order_of_the_events() throws Exception {
        hook(home.root(), "keep", "{\"events\": [\"message:received\", \"gateway\"]}", KEEPS);
        begin("{ enabled: true }");
        says("hello");
        says("and again");
        List<JsonNode> heard = heard();
        assertThat(heard).extracting(event -> event.path("type").asText() + ":" + event.path("action").asText())
                .containsExactly("message:received", "message:received", "gateway:shutdown");
        assertThat(heard.get(0).path("sessionKey").asText()).isEqualTo(SESSION.value());
        assertThat(heard.get(0).path("context").path("content").asText()).isEqualTo("hello");
        assertThat(heard.get(0).path("context").path("channelId").asText()).isEqualTo("irc");
        assertThat(heard.get(1).path("context").path("content").asText()).isEqualTo("and again");
    }

    @Test
    void what_the_house_tells_itself_is_heard_in_openclaws_words() throws Exception {
        hook(home.root(), "keep", "{\"events\": [\"command\", \"gateway\"]}", KEEPS);
        begin("{ enabled: true }");
        events.publish(new Endings.Renewed(SESSION, "new"));
        assertThat(heard()).extracting(event -> event.path("type").asText() + ":" + event.path("action").asText())
                .containsExactly("command:new", "gateway:shutdown");
    }

    @Test
    void nothing_stands_anywhere_while_they_are_switched_off() throws Exception {
        hook(home.root(), "keep", "{\"events\": [\"message\", \"gateway\"]}", KEEPS);
        begin("{}");
        assertThat(registry.standing()).isEmpty();
        assertThat(hooks.standing()).extracting(FolderHooks.Standing::usable).containsExactly(false);
    }

    @Test
    void one_is_switched_off_by_its_key_and_gets_the_variables_that_its_entry_gives() throws Exception {
        hook(home.root(), "off", "{\"events\": [\"gateway\"]}", KEEPS);
        hook(home.root(), "on", "{\"events\": [\"gateway\"], \"hookKey\": \"mine\", \"requires\": {\"env\": [\"WORD\"]}}",
                "printf '{\"word\":\"%s\"}\\n' \"$WORD\" >> \"$CHELA_HOME/heard\"\n");
        begin("{ enabled: true, entries: { off: { enabled: false }, mine: { env: { WORD: 'given' } } } }");
        assertThat(heard()).extracting(event -> event.path("word").asText()).containsExactly("given");
    }

    @Test
    void one_that_lacks_what_it_needs_is_not_run_and_says_what_it_lacks() throws Exception {
        hook(home.root(), "poor", "{\"events\": [\"gateway\"], \"requires\": {\"bins\": [\"no-such-program-here\"]}}", KEEPS);
        begin("{ enabled: true }");
        assertThat(heard()).isEmpty();
        assertThat(hooks.standing()).singleElement().satisfies(standing ->
                assertThat(standing.missing().bins()).containsExactly("no-such-program-here"));
    }

    @Test
    void one_in_a_workspace_waits_to_be_switched_on_and_takes_nobodys_name() throws Exception {
        hook(home.root(), "keep", "{\"events\": [\"gateway\"]}", KEEPS);
        Path workspace = home.root().resolve("agents/main/workspace");
        hook(workspace, "keep", "{\"events\": [\"gateway\"]}", "exit 1\n");
        hook(workspace, "own", "{\"events\": [\"gateway\"]}", "exit 1\n");
        begin("{ enabled: true }");
        assertThat(hooks.standing()).filteredOn(FolderHooks.Standing::usable).extracting(standing -> standing.hook().source())
                .containsExactly(FolderHook.Source.MANAGED);
        assertThat(hooks.standing()).extracting(standing -> standing.hook().name()).containsExactly("keep", "own");
    }

    @Test
    void a_hook_that_was_saved_meanwhile_counts_with_the_next_event() throws Exception {
        begin("{ enabled: true }");
        assertThat(heard()).isEmpty();
        hook(home.root(), "late", "{\"events\": [\"gateway\"]}", KEEPS);
        assertThat(heard()).hasSize(1);
    }

    @Test
    void what_is_no_hook_is_a_problem_that_names_its_cause() throws Exception {
        hook(home.root(), "deaf", "{}", KEEPS);
        hook(home.root(), "dreamer", "{\"events\": [\"agent:dreams\"]}", KEEPS);
        Files.delete(hook(home.root(), "mute", "{\"events\": [\"gateway\"]}", KEEPS).resolve("handler.sh"));
        begin("{ enabled: true }");
        assertThat(new Shelf(home, agents, new YamlReader()).look(new InternalConfig(true, null, null)).problems())
                .extracting(Shelf.Problem::message).satisfiesExactly(
                        deaf -> assertThat(deaf).contains("does not say when it runs"),
                        dreamer -> assertThat(dreamer).contains("agent:dreams", "never told here"),
                        mute -> assertThat(mute).contains("has no script beside it", "handler.sh"));
    }

    @Test
    void a_script_that_fails_or_does_not_end_is_left_and_the_hook_says_so_until_it_works() throws Exception {
        begin("{ enabled: true }");
        try (Runner runner = new Runner(processes::start, () -> Duration.ofMillis(300))) {
            FolderHook hangs = read(hook(home.root(), "hangs", "{\"events\": [\"gateway\"]}", "sleep 600 & sleep 600\n"));
            runner.run(job(hangs)).await();
            assertThat(runner.fails(hangs)).isTrue();
        }
        try (Runner runner = new Runner(processes::start, () -> Duration.ofMinutes(1))) {
            FolderHook fails = read(hook(home.root(), "fails", "{\"events\": [\"gateway\"]}", "test -e \"$CHELA_HOME/good\"\n"));
            runner.run(job(fails)).await();
            assertThat(runner.fails(fails)).isTrue();
            Files.createFile(home.root().resolve("good"));
            runner.run(job(fails)).await();
            assertThat(runner.fails(fails)).isFalse();
        }
    }

    private static FolderHook read(Path folder) throws IOException {
        return HookFile.read(new YamlReader().read(Files.readString(folder.resolve("HOOK.md"))), folder, FolderHook.Source.MANAGED);
    }

    private Runner.Job job(FolderHook hook) {
        return new Runner.Job(hook, new AgentId("main"), "gateway:startup", "{}\n", Map.of("CHELA_HOME", home.root().toString()));
    }
}
