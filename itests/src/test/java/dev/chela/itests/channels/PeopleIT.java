package dev.chela.itests.channels;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Samples;
import dev.chela.itests.house.Until;
import dev.chela.itests.sample.LetterBox;
import dev.chela.itests.sample.Letters;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who is heard over a channel, and by whom: a stranger at the door, people who talk among themselves, two accounts with an agent each, and what neither of these two comes at. */
class PeopleIT extends OneHouse {
    private static final Pattern ORDER = Pattern.compile("chela pairing approve letterbox ([A-Z2-9]{8})");

    private static final Pattern BACKGROUND = Pattern.compile("sessionId: ([0-9a-f]{8})");

    @TempDir
    private static Path boxes;

    private Letters home;
    private Letters shop;

    @Override
    protected String settings() {
        return super.settings().replace("tools: {", """
                channels: { letterbox: { groupAllowFrom: ["alice"], accounts: {
                    home: { directory: "%1$s/home", allowFrom: ["alice"] }, shop: { directory: "%1$s/shop", allowFrom: ["alice"] } } } },
                bindings: [
                  { agentId: "main", match: { channel: "letterbox", accountId: "home" } },
                  { agentId: "clerk", match: { channel: "letterbox", accountId: "shop" } },
                ],
                broadcast: { "letterbox:town": ["main", "clerk"] },
                tools: {""".formatted(boxes)).replace("agents: {", """
                agents: { entries: {
                    main: { tools: { deny: ["process"] } },
                    clerk: { identity: { name: "Clara" }, model: "fake/fake-2", sandbox: { mode: "all", workspaceAccess: "rw" },
                      tools: { sandbox: { tools: { alsoAllow: ["memory_search", "memory_get", "sessions_search"] } } } } },
                """);
    }

    @BeforeAll
    void deliver() throws IOException {
        home = new Letters(boxes.resolve("home"));
        shop = new Letters(boxes.resolve("shop"));
        gateway.drop("letterbox.jar", Samples.LETTER_BOX.jar("1.0.0"));
    }

    @Test
    void a_stranger_is_given_a_code_and_talks_once_the_owner_has_approved_it_and_groups_are_left_alone() throws Exception {
        home.write(LetterBox.letter("mallory", "echo never read"));
        Until.holds("a code for the stranger", () -> ORDER.matcher(answers(home)).find());
        Matcher order = ORDER.matcher(answers(home));
        assertThat(order.find()).isTrue();
        assertThat(chela("pairing", "list")).contains(order.group(1), "mallory");
        assertThat(chela("pairing", "approve", "letterbox", order.group(1), "--notify")).contains("Let in: mallory");
        home.write(LetterBox.letter("mallory", "echo heard at last"));
        Until.holds("an answer to the stranger", () -> answers(home).contains("1.0.0 to mallory: heard at last"));
        assertThat(answers(home)).doesNotContain("never read").contains("You have been let in");

        home.write(LetterBox.inGroup("alice", "family", false, "echo among ourselves"));
        home.write(LetterBox.inGroup("mallory", "family", true, "echo paired but not for groups"));
        home.write(LetterBox.inGroup("alice", "family", true, "echo you are meant"));
        Until.holds("an answer to the group", () -> answers(home).contains("1.0.0 to family: you are meant"));
        assertThat(answers(home)).doesNotContain("among ourselves", "not for groups");
        assertThat(wire.call("channels.status", "{}").at("/channelAccounts/letterbox/0/refused").toString()).isEqualTo("[\"mallory\"]");
        assertThat(gateway.log().sinceBoot()).contains("'mallory' wrote directly and is unknown").doesNotContain("never read", "not for groups");
    }

    @Test
    void each_account_is_answered_by_the_agent_that_it_is_bound_to() throws Exception {
        shop.write("echo one loaf");
        Until.holds("an answer in the shop", () -> answers(shop).contains("1.0.0: one loaf"));
        assertThat(wire.call("sessions.list", "{}").toString()).contains("agent:clerk:main");
        assertThat(chela("route", "--explain", "--channel", "letterbox", "--account", "shop", "--peer", "direct:alice"))
                .contains("To agent clerk, session agent:clerk:main", "another account: home", "binding.account");
    }

    @Test
    void orders_in_letters_are_obeyed_and_tell_what_the_next_prompt_consists_of() throws Exception {
        shop.write("/whoami");
        Until.holds("who writes", () -> answers(shop).contains("You are letterbox:alice."));
        shop.write("/context");
        Until.holds("the size of a prompt", () -> answers(shop).contains("System prompt: "));
        assertThat(answers(shop)).contains("AGENTS.md: ", "Tools: ");
        assertThat(wire.call("commands.list", "{}").toString()).contains("\"/btw\"", "\"/think\"", "\"/queue\"", "\"/activation\"");
    }

    @Test
    void a_conversation_that_is_broadcast_is_answered_by_each_agent_under_its_name() throws Exception {
        home.write(LetterBox.inGroup("alice", "town", true, "echo heard by all"));
        Until.holds("two answers", () -> answers(home).split("heard by all", -1).length == 3);
        assertThat(answers(home)).contains("to town: ", "Clara");
        assertThat(wire.call("sessions.list", "{}").toString())
                .contains("agent:main:letterbox:channel:town", "agent:clerk:letterbox:channel:town");
    }

    private Path workspace(String agent) {
        return gateway.home().resolve("agents").resolve(agent).resolve("workspace");
    }

    private void furnish(String agent, String other) throws IOException {
        Path own = Files.createDirectories(workspace(agent));
        Files.createDirectories(own.resolve("memory"));
        Files.createDirectories(workspace(other));
        Files.writeString(own.resolve("diary.md"), "known to " + agent + " alone: the diary");
        Files.writeString(own.resolve("memory/known.md"), "known to " + agent + " alone: the memory");
        Files.writeString(own.resolve("SOUL.md"), "The soul of " + agent + ".");
        Files.createSymbolicLink(own.resolve("file"), workspace(other).resolve("diary.md"));
        Files.createSymbolicLink(own.resolve("folder"), workspace(other));
    }

    /** A call by this agent, in its main conversation; what comes of it, whatever that is. */
    private String call(String agent, Burglar.Call call) {
        return wire.call("tools.invoke", "{\"name\":\"" + call.tool() + "\",\"sessionKey\":\"agent:" + agent + ":main\",\"args\":" + call.arguments() + "}")
                .toString();
    }

    /** Under CI nothing is skipped. */
    private static void needsBubblewrap() {
        assumeTrue(System.getenv("CI") != null || Files.isExecutable(Path.of("/usr/bin/bwrap")), "bubblewrap is installed");
    }

    private static String words(String agent) {
        return "known to " + agent + " alone";
    }

    @Test
    void two_agents_answer_on_their_accounts_each_with_its_own_model_tools_and_soul_and_neither_comes_at_the_others() throws Exception {
        needsBubblewrap();
        furnish("main", "clerk");
        furnish("clerk", "main");
        Path hard = Files.createLink(workspace("clerk").resolve("hard"), workspace("main").resolve("diary.md"));
        answersAs(home, "main", "fake-1", "exec");
        answersAs(shop, "clerk", "fake-2", "process");
        Set<String> canaries = Set.of(words("main"), "said to main alone", Gateway.TOKEN, "broken in", "stolen");

        assertThat(call("main", new Burglar.Call("read", "{\"path\":\"diary.md\"}"))).contains(words("main"));
        assertThat(call("clerk", new Burglar.Call("exec", "{\"command\":\"cat diary.md\"}"))).contains(words("clerk"));
        for (Burglar.Call attempt : Burglar.files(gateway.home(), workspace("clerk"), workspace("main"))) {
            assertThat(call("clerk", attempt)).as("clerk: %s", attempt).doesNotContain(canaries.toArray(String[]::new));
        }
        Files.delete(hard); // Whoever puts a file into a workspace by hand gives it away; inside, no such link can be made.
        for (Burglar.Call attempt : Burglar.commands(gateway.home(), workspace("clerk"), workspace("main"))) {
            assertThat(call("clerk", attempt)).as("clerk: %s", attempt).doesNotContain(canaries.toArray(String[]::new));
        }
        for (Burglar.Call attempt : Burglar.files(gateway.home(), workspace("main"), workspace("clerk"))) {
            assertThat(call("main", attempt)).as("main: %s", attempt).doesNotContain(words("clerk"), "said to clerk alone");
        }
        assertThat(Files.readString(workspace("main").resolve("diary.md"))).isEqualTo("known to main alone: the diary");
        assertThat(Files.readString(workspace("clerk").resolve("diary.md"))).isEqualTo("known to clerk alone: the diary");
        assertThat(workspace("main").resolve("new.md")).doesNotExist();
    }

    /** Asked over the account, it says by whom, with what and as whom it answered. */
    private void answersAs(Letters account, String agent, String name, String tool) throws Exception {
        model.forget();
        account.write("echo said to " + agent + " alone");
        Until.holds("an answer of " + agent, () -> answers(account).contains("said to " + agent + " alone"));
        JsonNode asked = model.last().body();
        assertThat(asked.path("model").asText()).isEqualTo(name);
        assertThat(asked.at("/messages/0/content").asText()).contains("The soul of " + agent);
        assertThat(asked.path("tools").findValuesAsText("name")).contains(tool, "read").doesNotContain(tool.equals("exec") ? "process" : "ask_user");
    }

    @Test
    void a_link_that_is_turned_while_a_file_tool_looks_leads_nowhere() throws Exception {
        needsBubblewrap();
        Path own = Files.createDirectories(workspace("clerk"));
        Path victim = Files.createDirectories(workspace("main").resolve("box"));
        Files.writeString(victim.resolve("x"), words("main"));
        Files.writeString(Files.createDirectories(own.resolve("a")).resolve("x"), "mine");
        String turn = "{\"command\":\"while :; do ln -sfn a swap; ln -sfn " + victim + " swap; rm -rf d; cp -r a d; rm -rf d; ln -s " + victim
                + " d; done\",\"background\":true}";
        Matcher running = BACKGROUND.matcher(call("clerk", new Burglar.Call("exec", turn)));
        assertThat(running.find()).isTrue();
        int mine = 0;
        long end = System.nanoTime() + Until.PATIENCE.toNanos();
        for (int i = 0; i < 150 || mine == 0 && System.nanoTime() < end; i++) {
            String seen = call("clerk", new Burglar.Call("read", "{\"path\":\"" + (i % 2 == 0 ? "swap" : "d") + "/x\"}"));
            assertThat(seen).doesNotContain(words("main"));
            mine += seen.contains("mine") ? 1 : 0;
            call("clerk", new Burglar.Call("write", "{\"path\":\"d/y\",\"content\":\"broken in\"}"));
        }
        assertThat(mine).as("reads between two turns").isPositive();
        assertThat(victim.resolve("y")).doesNotExist();
        call("clerk", new Burglar.Call("process", "{\"action\":\"remove\",\"sessionId\":\"" + running.group(1) + "\"}"));
    }

    @Test
    void people_and_programs_are_told_which_agents_commands_are_not_isolated() throws Exception {
        assertThat(chela("doctor", "--json")).contains("the agent 'main' are not isolated").doesNotContain("the agent 'clerk' are not isolated");
        assertThat(call("main", new Burglar.Call("process", "{\"action\":\"list\"}"))).contains("\"denied\"", "agents.entries.main.tools.deny");
        assertThat(wire.call("tools.effective", "{\"sessionKey\":\"agent:clerk:main\"}").path("notices").toString()).contains("tools work in a sandbox");
        for (String path : List.of("../../main/workspace/diary.md", "folder/diary.md", "file")) {
            assertThat(wire.ask("agents.files.get", "{\"agentId\":\"clerk\",\"name\":\"" + path + "\"}").toString()).doesNotContain(words("main"));
            assertThat(wire.ask("agents.workspace.get", "{\"agentId\":\"clerk\",\"path\":\"" + path + "\"}").toString()).doesNotContain(words("main"));
        }
    }

    private static String answers(Letters from) {
        return String.join("\n", from.answers());
    }

    private String chela(String... words) throws Exception {
        List<String> all = new java.util.ArrayList<>(List.of(words));
        all.addAll(List.of("--url", gateway.url().toString(), "--token", Gateway.TOKEN));
        Process process = gateway.launcher(all.toArray(String[]::new)).redirectErrorStream(true).start();
        process.getOutputStream().close();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said;
    }
}
