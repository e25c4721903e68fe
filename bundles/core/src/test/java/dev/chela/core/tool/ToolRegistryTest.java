package dev.chela.core.tool;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.grant.Files;
import dev.chela.api.grant.Processes;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Content;
import dev.chela.api.tool.Describe;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.FixedConfig;
import dev.chela.core.files.FileGrants;
import dev.chela.core.files.FsSettings;
import dev.chela.core.guest.Grants;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.GuestBook;
import dev.chela.core.sandbox.Sandboxes;
import dev.chela.core.task.CancelSource;
import dev.chela.core.turn.internal.Roster;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ToolRegistryTest {
    private static final Powers NONE = new Powers(Set.of());

    private final GuestBook guests = new GuestBook();
    private final ToolRegistry tools = new ToolRegistry(guests, new FixedConfig(new ToolsSettings(
            new ToolsSettings.Tools(null, null, null, List.of("group:web"), null, null), null, null)), Sandboxes.NONE);

    @AfterEach
    void stop() {
        tools.close();
        guests.close();
    }

    enum Shape { ROUND, HALF_ROUND }

    record Point(int x, Optional<Double> y) {}

    @Describe("All sorts")
    record Sorts(@Describe("A name") String name, Optional<Shape> shape, List<Point> points, Optional<Map<String, Long>> counts, boolean on) {}

    interface Body<A> {
        ToolResult run(A args, ToolCall call) throws Exception;
    }

    record Made<A>(String name, Arguments<A> arguments, Body<A> body) implements Tool<A> {
        @Override
        public ToolInfo info() {
            return new ToolInfo(name, "made for a test", Effect.READS);
        }

        @Override
        public ToolResult run(A args, ToolCall call) throws Exception {
            return body.run(args, call);
        }
    }

    private static Tool<Sorts> sorts() {
        return new Made<>("sorts", new Arguments.Typed<>(Sorts.class), (args, call) -> ToolResult.text(args.toString()));
    }

    private static Tool<Map<String, Object>> says(String name, String text) {
        return new Made<>(name, new Arguments.Schema("{\"type\":\"object\"}"), (args, call) -> ToolResult.text(text + args));
    }

    private static Guest guest(long bundle, String plugin) {
        return new Guest(bundle, plugin, "1");
    }

    private String run(String tool, String arguments) throws InterruptedException {
        return text(run(tool, arguments, 64_000));
    }

    private ToolResult run(String tool, String arguments, int mostChars) throws InterruptedException {
        return tools.run(new ToolRequest("c", tool, arguments, new ToolRequest.Whose(new SessionKey("agent:main:main"), AgentId.MAIN,
                Path.of("/"), Asker.OWNER), new CancelSource(), line -> {}, mostChars, Duration.ZERO));
    }

    private static String text(ToolResult result) {
        return (result.outcome() == Outcome.ERROR ? "error: " : "") + ((Content.Text) result.content().get(0)).text();
    }

    @Test
    void derives_a_schema_from_a_record() {
        tools.add(sorts(), guest(1, "p"), NONE, 1);

        assertThat(tools.find("sorts").orElseThrow().schema().toString()).isEqualTo("{\"type\":\"object\",\"description\":\"All sorts\",\"properties\":{"
                + "\"name\":{\"type\":\"string\",\"description\":\"A name\"},\"shape\":{\"type\":\"string\",\"enum\":[\"round\",\"half-round\"]},"
                + "\"points\":{\"type\":\"array\",\"items\":{\"type\":\"object\",\"properties\":{\"x\":{\"type\":\"integer\"},\"y\":{\"type\":\"number\"}},"
                + "\"required\":[\"x\"],\"additionalProperties\":false}},\"counts\":{\"type\":\"object\",\"additionalProperties\":{\"type\":\"integer\"}},"
                + "\"on\":{\"type\":\"boolean\"}},\"required\":[\"name\",\"points\",\"on\"],\"additionalProperties\":false}");
    }

    @Test
    void binds_arguments_and_tells_the_model_what_is_wrong_and_where() throws Exception {
        tools.add(sorts(), guest(1, "p"), NONE, 1);

        assertThat(run("sorts", "{\"name\":\"n\",\"shape\":\"half-round\",\"points\":[{\"x\":1.0,\"y\":2}],\"counts\":{\"a\":3},\"on\":true}"))
                .isEqualTo("Sorts[name=n, shape=Optional[HALF_ROUND], points=[Point[x=1, y=Optional[2.0]]], counts=Optional[{a=3}], on=true]");
        assertThat(run("sorts", "{\"name\":\"n\",\"points\":[{\"x\":1.5}],\"on\":true}")).isEqualTo("error: argument 'points[0].x' must be a whole number, not 1.5");
        assertThat(run("sorts", "{\"name\":\"n\",\"points\":[{\"z\":1}],\"on\":true}")).contains("unknown argument 'points[0].z'; known are x, y");
        assertThat(run("sorts", "{\"name\":\"n\",\"points\":[{\"x\":9999999999}],\"on\":true}")).contains("whole number");
        assertThat(run("sorts", "{\"name\":\"n\",\"points\":[],\"on\":\"yes\"}")).contains("'on' must be true or false, not \"yes\"");
        assertThat(run("sorts", "{\"name\":\"n\",\"points\":[],\"on\":true,\"shape\":\"flat\"}")).contains("one of round, half-round, not 'flat'");
        assertThat(run("sorts", "")).isEqualTo("error: argument 'name' is missing");
        assertThat(run("sorts", "{")).startsWith("error: not JSON");
    }

    @Test
    void prefers_the_newest_generation_and_falls_back_to_the_one_before() throws Exception {
        Tool<?> old = says("roll", "old");
        Tool<?> fresh = says("roll", "new");
        tools.add(old, guest(1, "dice"), NONE, 1);
        tools.add(fresh, guest(2, "dice"), NONE, 2);
        assertThat(run("roll", "{\"sides\":6}")).isEqualTo("new{sides=6}");

        tools.remove(fresh);
        assertThat(run("roll", "")).isEqualTo("old{}");
    }

    @Test
    void a_name_stays_with_the_plugin_that_had_it_first_also_through_an_upgrade() throws Exception {
        Tool<?> first = says("roll", "first");
        Tool<?> upgraded = says("roll", "upgraded");
        tools.add(first, guest(1, "dice"), NONE, 1);
        tools.add(says("roll", "other"), guest(2, "other"), NONE, 2);
        tools.add(upgraded, guest(3, "dice"), NONE, 3);
        tools.remove(first);
        assertThat(run("roll", "")).isEqualTo("upgraded{}");

        tools.remove(upgraded);
        assertThat(run("roll", "")).isEqualTo("other{}");
    }

    @Test
    void refuses_a_tool_that_describes_itself_wrongly_and_keeps_the_others() {
        tools.add(says("no good name", "x"), guest(1, "p"), NONE, 1);
        tools.add(new Made<Map<String, Object>>("bad", new Arguments.Schema("[]"), (args, call) -> ToolResult.text("")), guest(1, "p"), NONE, 2);
        tools.add(says("good", "x"), guest(1, "p"), NONE, 3);

        assertThat(tools.all()).extracting(ToolSpec::name).containsExactly("good");
    }

    @Test
    void grants_only_declared_powers() throws Exception {
        tools.bindGrant(new FileGrants(new FixedConfig(new FsSettings(null)), new dev.chela.core.Nowhere(), new Roster(Path.of("/nowhere")), Sandboxes.NONE));
        Body<Map<String, Object>> body = (args, call) -> {
            Class<?> power = args.containsKey("p") ? Processes.class : Files.class;
            return ToolResult.text(call.grant(power).toString());
        };
        tools.add(new Made<>("has", new Arguments.Schema("{}"), body), guest(1, "p"), new Powers(Set.of("files", "processes")), 1);
        tools.add(new Made<>("lacks", new Arguments.Schema("{}"), body), guest(2, "q"), NONE, 2);

        assertThat(run("has", "{}")).doesNotStartWith("error");
        assertThat(run("has", "{\"p\":1}")).contains("this gateway has no power 'processes'");
        assertThat(run("lacks", "{}")).contains("does not declare").contains("(power=files)");
        assertThat(Powers.ofHeader("osgi.ee;filter:=\"(a=b)\",chela.grant;filter:=\"(power=files)\"").names()).containsExactly("files");
    }

    @Test
    void a_power_reaches_as_far_as_the_manifest_says_that_it_is_wanted() throws Exception {
        Path root = java.nio.file.Files.createTempDirectory("roots").toRealPath();
        java.nio.file.Files.writeString(root.resolve("notes.txt"), "hello");
        tools.bindGrant(new FileGrants(new FixedConfig(new FsSettings(null)), new dev.chela.core.Nowhere(), new Roster(Path.of("/nowhere")), Sandboxes.NONE));
        Body<Map<String, Object>> body = (args, call) ->
                ToolResult.text(call.grant(Files.class).resolve(String.valueOf(args.get("path"))) + " " + call.grant(Files.class).readable(String.valueOf(args.get("path"))));
        Powers within = new Powers(Set.of("files"), Optional.of(Grants.parse("files;roots=\"" + root + "\"")));
        tools.add(new Made<>("within", new Arguments.Schema("{}"), body), guest(1, "p"), within, 1);
        tools.add(new Made<>("anywhere", new Arguments.Schema("{}"), body), guest(2, "q"), new Powers(Set.of("files"), Optional.of(Grants.parse("files;roots=*"))), 2);
        tools.add(new Made<>("nowhere", new Arguments.Schema("{}"), body), guest(3, "r"), new Powers(Set.of("files"), Optional.of(Grants.parse("exec"))), 3);

        String notes = "{\"path\":\"" + root.resolve("notes.txt") + "\"}";
        assertThat(run("within", notes)).isEqualTo(root.resolve("notes.txt") + " " + root.resolve("notes.txt"));
        assertThat(run("within", "{\"path\":\"/etc/hosts\"}")).contains("the plugin p 1 asks for /etc/hosts", "none of the directories", "Chela-Grants: files;roots=\"/etc\"");
        assertThat(run("anywhere", "{\"path\":\"/etc/hosts\"}")).startsWith("/etc/hosts");
        assertThat(run("nowhere", notes)).contains("the plugin r 1 asks for 'files', which it was not granted", "Chela-Grants: files");
        java.nio.file.Files.delete(root.resolve("notes.txt"));
        java.nio.file.Files.delete(root);
    }

    @Test
    void says_no_to_what_policy_forbids_or_nobody_offers() throws Exception {
        tools.add(says("web_fetch", "x"), guest(1, "p"), NONE, 1);
        tools.add(says("ls", "x"), guest(1, "p"), NONE, 2);

        assertThat(tools.offered(new ToolRequest.Whose(new SessionKey("agent:main:main"), AgentId.MAIN, Path.of("/"), Asker.OWNER))).extracting(ToolSpec::name).containsExactly("ls");
        assertThat(run("web_fetch", "{}")).contains("tools.deny");
        assertThat(run("nothing", "{}")).isEqualTo("error: there is no tool 'nothing'; there are ls");
    }

    @Test
    void a_throwing_tool_is_an_error_for_the_model() throws Exception {
        tools.add(new Made<Map<String, Object>>("bad", new Arguments.Schema("{}"), (args, call) -> {
            throw new IllegalStateException("out of dice");
        }), guest(1, "p"), NONE, 1);

        assertThat(run("bad", "{}")).isEqualTo("error: bad failed: out of dice");
    }

    @Test
    void keeps_head_and_tail_of_a_long_result() throws Exception {
        tools.add(new Made<Map<String, Object>>("long", new Arguments.Schema("{}"),
                (args, call) -> ToolResult.text("begin" + "x".repeat(100_000) + "end")), guest(1, "p"), NONE, 1);

        String cut = text(run("long", "{}", 16_000));

        assertThat(cut).startsWith("begin").endsWith("end").contains("84008 characters left out").hasSizeLessThan(16_100);
    }
}
