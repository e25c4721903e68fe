package dev.chela.hooks.folders;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.hook.Hook;
import dev.chela.api.hook.Passage;
import dev.chela.api.hook.Passage.Gateway;
import dev.chela.api.hook.Passage.Moment;
import dev.chela.api.hook.Passage.Received;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.agent.internal.ConfiguredAgents;
import dev.chela.core.config.internal.FileConfig;
import dev.chela.core.event.internal.InProcessEvents;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.GuestBook;
import dev.chela.core.home.internal.LockedHome;
import dev.chela.core.hook.internal.HookRegistry;
import dev.chela.core.json.Json;
import dev.chela.core.process.Clearance;
import dev.chela.core.process.ProcessHost;
import dev.chela.core.sandbox.Bubblewrap;
import dev.chela.core.sandbox.Sandboxes;
import dev.chela.core.secret.internal.HomeEnvironment;
import dev.chela.core.secret.internal.LocalSecrets;
import dev.chela.core.secret.internal.ShapeRedactor;
import dev.chela.core.session.Endings;
import dev.chela.core.skill.internal.Machine;
import dev.chela.core.skill.internal.SkillDesk;
import dev.chela.core.task.CancelSource;
import dev.chela.core.task.SystemClock;
import dev.chela.skills.loader.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Folders in a real home, whose scripts are real processes. */
class FolderHooksTest {
    private static final SessionKey SESSION = new SessionKey("agent:main:main");
    private static final String KEEPS = "cat >> \"$CHELA_HOME/heard\"\n";

    @TempDir
    private Path root;

    private final SystemClock clock = new SystemClock();
    private final InProcessEvents events = new InProcessEvents();
    private final GuestBook guests = new GuestBook();
    private final List<AutoCloseable> open = new ArrayList<>();
    private LockedHome home;
    private FileConfig config;
    private ConfiguredAgents agents;
    private ProcessHost processes;
    private HookRegistry registry;
    private FolderHooks hooks;

    @BeforeEach
    void home() throws IOException {
        home = new LockedHome(root.toRealPath().resolve("home"));
    }

    private void begin(String internal) throws IOException {
        Files.writeString(home.root().resolve("chela.json5"), "{ hooks: { internal: " + internal + " } }");
        ShapeRedactor redactor = new ShapeRedactor();
        HomeEnvironment environment = new HomeEnvironment(home, Map.of());
        config = new FileConfig(home, environment, new LocalSecrets(home, environment, redactor), redactor, events, clock);
        agents = new ConfiguredAgents(config, home);
        SkillDesk skills = new SkillDesk(agents, config, home, environment, clock,
                new Machine("linux", "/usr/bin:/bin", root, root.resolve("distribution")));
        processes = new ProcessHost(config, home, clock, Clearance.NONE, Sandboxes.NONE, new Bubblewrap());
        registry = new HookRegistry(guests, config, clock);
        hooks = new FolderHooks(config, home, agents, skills, new YamlReader(), processes::start, events, clock, this::stand);
        open.addAll(List.of(hooks::close, processes::close, registry::close, skills::close, agents::close, config::close));
    }

    private Runnable stand(Hook<?> hook) {
        registry.add(hook, new Guest(1, "dev.chela.hook-folders", "1"), new HookRegistry.Place(0, 1, false));
        return () -> registry.remove(hook);
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        guests.close();
        clock.close();
        home.close();
    }

    private Path hook(Path place, String name, String metadata, String script) throws IOException {
        Path folder = Files.createDirectories(place.resolve("hooks").resolve(name));
        Files.writeString(folder.resolve("handler.sh"), script);
        Files.writeString(folder.resolve("HOOK.md"), "---\nname: " + name + "\ndescription: for a test\nmetadata: {\"openclaw\": " + metadata + "}\n---\n# Why\n");
        return folder;
    }

    private void pass(Passage passage) {
        registry.pass(passage, new CancelSource());
    }

    private void says(String text) {
        pass(new Received(new RunId("r1"), SESSION, "channel:irc", "libera", "alice", text));
    }

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
