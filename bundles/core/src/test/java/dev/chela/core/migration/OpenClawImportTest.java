package dev.chela.core.migration;

import static dev.chela.core.migration.OpenClawState.DAMAGED;
import static dev.chela.core.migration.OpenClawState.DIRECT;
import static dev.chela.core.migration.OpenClawState.MAIN;
import static dev.chela.core.migration.OpenClawState.OLDEST;
import static dev.chela.core.migration.OpenClawState.PAST;
import static dev.chela.core.migration.OpenClawState.TOPIC;
import static dev.chela.core.migration.OpenClawState.header;
import static dev.chela.core.migration.OpenClawState.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.Conversation;
import dev.chela.api.fault.Permanent;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.json.Json;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.Entry;
import dev.chela.core.session.Session;
import dev.chela.core.session.Settings;
import dev.chela.core.session.Settings.Setting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenClawImportTest {
    private static final SessionKey OURS = new SessionKey("agent:main:main");

    @TempDir
    private Path directory;

    private OpenClawState old;
    private ImportHouse house;

    @BeforeEach
    void open() throws IOException {
        old = new OpenClawState(directory.resolve("old"));
        house = new ImportHouse(directory.resolve("home"));
    }

    @AfterEach
    void close() throws IOException {
        house.close();
    }

    private Report run() {
        return house.imports.run(old.root.toString());
    }

    private static Map<String, Report.Count> counts(Report report) {
        Map<String, Report.Count> counts = new TreeMap<>();
        report.counts().forEach(count -> counts.put(count.kind(), count));
        return counts;
    }

    private List<String> left(Report report) {
        return report.left().stream().map(left -> left.what() + ": " + left.why()).toList();
    }

    private Session session(String key) {
        return house.sessions.find(new SessionKey(key)).orElseThrow(() -> new AssertionError(key + " is not among " + house.sessions.list().stream()
                .map(Session::key).toList()));
    }

    private List<JsonNode> lines(Path file) throws IOException {
        return Files.readAllLines(file).stream().map(Json::read).toList();
    }

    /** Every field of every line is here, in the same order; only how lines hang together may have been mended. */
    private void losesNoLine(String key, Path source) throws IOException {
        List<JsonNode> here = lines(house.home.root().resolve(session(key).file()));
        List<String> there = Files.readAllLines(source);
        assertThat(here).hasSameSizeAs(there);
        for (int i = 0; i < here.size(); i++) {
            ObjectNode said = (ObjectNode) Json.read(there.get(i));
            assertThat(here.get(i).path("seq").asInt()).isEqualTo(i + 1);
            said.remove("parentId");
            if (said.at("/message/content").isTextual()) {
                assertThat(here.get(i).at("/message/content/0/text")).isEqualTo(said.at("/message/content"));
                ((ObjectNode) said.path("message")).remove("content");
            }
            for (var field : said.properties()) {
                if (field.getKey().equals("message")) {
                    JsonNode message = here.get(i).path("message");
                    field.getValue().properties().forEach(part -> assertThat(message.path(part.getKey())).isEqualTo(part.getValue()));
                } else {
                    assertThat(here.get(i).path(field.getKey())).isEqualTo(field.getValue());
                }
            }
        }
    }

    @Test
    void every_session_comes_over_and_no_line_is_lost() throws IOException {
        Report report = run();
        Path there = old.root.resolve("agents/main/sessions");
        losesNoLine("agent:main:main", there.resolve(MAIN + ".jsonl"));
        losesNoLine("agent:main:telegram:peer:42", there.resolve(DIRECT + ".jsonl"));
        losesNoLine("agent:main:telegram:channel:-100:topic:7", there.resolve(TOPIC + "-topic-7.jsonl"));
        losesNoLine("agent:main:channel:legacy@g.us", there.resolve(OLDEST + ".jsonl"));
        losesNoLine("agent:research:main", old.root.resolve("agents/research/sessions").resolve(MAIN.replace('1', '7') + ".jsonl"));
        assertThat(session("agent:main:cron:j1").entries()).isZero();
        assertThat(counts(report).get("sessions")).isEqualTo(new Report.Count("sessions", 7, 0, 0));
        assertThat(counts(report).get("transcript lines").brought()).isEqualTo(13 + 3 + 2 + 4 + 3 + 2);
        Path past = house.home.root().resolve("agents/main/state/transcripts");
        assertThat(past.resolve("openclaw." + PAST + ".jsonl")).hasSameBinaryContentAs(there.resolve(PAST + ".jsonl"));
        assertThat(past.resolve("openclaw." + PAST + ".2.jsonl")).hasSameBinaryContentAs(there.resolve(PAST + ".jsonl.reset.2026-01-10T04-00-00.000Z"));
        assertThat(past.resolve("openclaw." + PAST + ".jsonl.deleted.1768104000000")).exists();
    }

    @Test
    void a_conversation_goes_on_where_it_stood_with_what_was_settled_for_it() {
        run();
        Session main = session("agent:main:main");
        assertThat(house.transcripts.conversation(main)).extracting(Entry::id)
                .containsExactly(MAIN, "a1", "a2", "a3", "a4", "a6", "a7", "a8", "a9", "b1", "b2", "b3");
        assertThat(house.transcripts.messages(main)).extracting(Entry::text).contains("hello ü", "now it is blue")
                .doesNotContain("an answer that was thrown away");
        assertThat(main.label()).isEqualTo("Us");
        assertThat(main.model()).isEqualTo("anthropic/claude-x");
        assertThat(main.thinking()).isEqualTo("high");
        assertThat(main.settings().is(Setting.SEND_POLICY, "deny")).isTrue();
        assertThat(main.last().contextTokens()).isEqualTo(777);
        assertThat(main.last().preview()).isEqualTo("now it is blue");
        assertThat(main.spent()).isEqualTo(new Session.Spent(15, 5, 250_000));
        Session oldest = session("agent:main:channel:legacy@g.us");
        assertThat(house.transcripts.conversation(oldest)).extracting(Entry::id).containsExactly(OLDEST, "line-2", "line-3", "line-4");
        assertThat(house.transcripts.conversation(oldest).get(3).body().path("firstKeptEntryId").asText()).isEqualTo("line-3");
    }

    @Test
    void an_answer_can_go_where_the_last_one_went() {
        run();
        ReturnAddress person = ReturnAddress.read(session("agent:main:telegram:peer:42").address()).orElseThrow();
        assertThat(person).extracting(ReturnAddress::channel, ReturnAddress::account, ReturnAddress::direct, ReturnAddress::sender)
                .containsExactly("telegram", "work", true, "42");
        ReturnAddress topic = ReturnAddress.read(session("agent:main:telegram:channel:-100:topic:7").address()).orElseThrow();
        assertThat(topic.conversation()).isEqualTo(new Conversation("-100", Conversation.Kind.GROUP, "7", "", ""));
        assertThat(topic.account()).isEqualTo("default");
        assertThat(session("agent:main:main").address()).as("over no channel").isEmpty();
    }

    @Test
    void a_damaged_line_is_kept_aside_and_named_and_what_follows_it_still_hangs_on() throws IOException {
        Report report = run();
        String origin = "agents/main/sessions/" + DAMAGED + ".jsonl";
        Path aside = house.home.root().resolve("import/openclaw/damaged").resolve(origin);
        assertThat(left(report)).anyMatch(line -> line.startsWith(origin + ", line 3, 5") && line.contains(aside.toString()));
        assertThat(Files.readAllLines(aside)).hasSize(2).allMatch(line -> line.startsWith("{\"type\":\"message\",\"id\":\"a"));
        assertThat(house.transcripts.conversation(session("agent:main:discord:channel:9:thread:1"))).extracting(Entry::id)
                .containsExactly(DAMAGED, "a1", "a3");
        old.append("main", DAMAGED, "\",\"parentId\":\"a3\",\"timestamp\":\"2026-01-20T10:01:00.000Z\",\"message\":{\"role\":\"user\",\"content\":\"whole\"}}\n");
        run();
        assertThat(house.transcripts.conversation(session("agent:main:discord:channel:9:thread:1"))).extracting(Entry::id)
                .containsExactly(DAMAGED, "a1", "a3", "a4");
    }

    @Test
    void a_second_run_brings_only_what_is_new_and_doubles_nothing() throws IOException {
        run();
        long files = files();
        Report again = run();
        assertThat(again.counts()).allMatch(count -> count.brought() == 0);
        assertThat(counts(again).get("sessions")).isEqualTo(new Report.Count("sessions", 0, 7, 0));
        assertThat(files()).isEqualTo(files + 1); // The report.
        house.transcripts.conversation(session("agent:main:telegram:peer:42"));
        old.append("main", DIRECT, message("a3", "\"a2\"", "user", "\"more\"") + "\n");
        assertThat(counts(run()).get("transcript lines").brought()).isEqualTo(1);
        assertThat(house.transcripts.conversation(session("agent:main:telegram:peer:42"))).extracting(Entry::id).containsExactly(DIRECT, "a1", "a2", "a3");
        losesNoLine("agent:main:telegram:peer:42", old.root.resolve("agents/main/sessions").resolve(DIRECT + ".jsonl"));
        old.lines("main", DIRECT, header(DIRECT), message("a2", "\"a1\"", "assistant", "[]"), message("a4", "\"a3\"", "user", "\"anew\""));
        assertThat(counts(run()).get("transcript lines").brought()).isEqualTo(1);
        assertThat(house.transcripts.conversation(session("agent:main:telegram:peer:42"))).extracting(Entry::id).containsExactly(DIRECT, "a1", "a2", "a3", "a4");
    }

    private long files() throws IOException {
        try (Stream<Path> all = Files.walk(house.home.root())) {
            return all.filter(file -> Files.isRegularFile(file) && !file.startsWith(house.home.root().resolve("state"))).count();
        }
    }

    @Test
    void what_was_said_in_both_houses_since_stands_beside_each_other() throws IOException {
        run();
        SessionKey key = new SessionKey("agent:main:telegram:peer:42");
        house.say(key, "said here");
        old.append("main", DIRECT, message("a3", "\"a2\"", "user", "\"said there\"") + "\n");
        run();
        assertThat(house.transcripts.messages(session(key.value()))).extracting(Entry::text).containsExactly("hi", "ho", "said here");
        assertThat(house.transcripts.tree(session(key.value()))).extracting(Entry::id).contains("a3");
    }

    @Test
    void a_conversation_that_has_begun_here_goes_on_and_the_other_one_is_kept() throws IOException {
        house.say(OURS, "I live here already");
        Report report = run();
        assertThat(house.transcripts.messages(session("agent:main:main"))).extracting(Entry::text).containsExactly("I live here already");
        assertThat(house.home.root().resolve("agents/main/state/transcripts/openclaw." + MAIN + ".jsonl"))
                .hasSameBinaryContentAs(old.root.resolve("agents/main/sessions/" + MAIN + ".jsonl"));
        assertThat(left(report)).anyMatch(line -> line.startsWith("agent:main:main: ") && line.contains("kept as a past transcript"));
        assertThat(counts(run()).get("past transcripts").brought()).isZero();
    }

    @Test
    void a_session_that_was_deleted_here_does_not_come_back() {
        run();
        house.sessions.delete(OURS);
        run();
        assertThat(house.sessions.find(OURS)).isEmpty();
    }

    @Test
    void everything_is_still_there_after_a_restart() throws IOException {
        run();
        house.close();
        house = new ImportHouse(directory.resolve("home"));
        assertThat(house.sessions.list()).hasSize(7);
        losesNoLine("agent:main:main", old.root.resolve("agents/main/sessions").resolve(MAIN + ".jsonl"));
        assertThat(run().counts()).allMatch(count -> count.brought() == 0);
    }

    @Test
    void a_rehearsal_says_the_same_and_writes_nothing_here_and_neither_does_any_run_there() throws IOException {
        Map<String, String> before = contents(old.root);
        Map<String, String> own = contents(house.home.root());
        Report said = house.imports.rehearse(old.root.toString());
        assertThat(contents(house.home.root())).isEqualTo(own);
        assertThat(house.sessions.list()).isEmpty();
        Report done = run();
        assertThat(done.counts()).isEqualTo(said.counts());
        assertThat(done.left()).isEqualTo(said.left());
        assertThat(contents(old.root)).isEqualTo(before);
    }

    private static Map<String, String> contents(Path root) throws IOException {
        Map<String, String> contents = new TreeMap<>();
        try (Stream<Path> all = Files.walk(root)) {
            for (Path file : all.filter(Files::isRegularFile).filter(each -> !each.getParent().endsWith("state")).toList()) {
                contents.put(root.relativize(file).toString(), Files.readString(file));
            }
        }
        return contents;
    }

    @Test
    void the_configuration_is_brought_as_far_as_it_is_understood_and_the_rest_is_named() throws IOException {
        Files.writeString(house.home.config(), "{ agents: { entries: { main: { identity: { name: \"Chela\" } } } } } // mine\n");
        house.config.reload();
        Report report = run();
        assertThat(house.agents.list()).extracting(agent -> agent.id().value()).containsExactlyInAnyOrder("main", "research");
        assertThat(house.agents.get(new AgentId("research")).model()).isEqualTo("anthropic/claude-x");
        assertThat(house.agents.get(AgentId.MAIN).identity().name()).isEqualTo("Chela");
        JsonNode written = house.config.current().written();
        assertThat(written.at("/channels/telegram/dmPolicy").asText()).isEqualTo("pairing");
        assertThat(written.at("/bindings/0/match/peer/id").asText()).isEqualTo("42");
        assertThat(written.has("gateway")).isFalse();
        assertThat(written.at("/agents/defaults/workspace").isMissingNode()).isTrue();
        assertThat(Files.readString(house.home.config())).contains("// mine").contains("123:abc");
        assertThat(left(report)).anyMatch(line -> line.startsWith("agents.entries.main.identity.name: says something else here"))
                .anyMatch(line -> line.startsWith("agents.defaults.nonsense: is not a key"))
                .anyMatch(line -> line.startsWith("agents.defaults.humanDelay: is OpenClaw's and not built here"))
                .anyMatch(line -> line.startsWith("gateway: ")).noneMatch(line -> line.contains("123:abc") || line.contains("theirs"));
    }

    @Test
    void workspaces_are_copied_and_files_that_say_something_else_stay() throws IOException {
        Path main = house.agents.get(AgentId.MAIN).workspace();
        house.agents.context(house.agents.get(AgentId.MAIN));
        Files.writeString(main.resolve("SOUL.md"), "Mine.\n");
        Report report = run();
        assertThat(main.resolve("AGENTS.md")).hasContent("You are Molly.\n");
        assertThat(main.resolve("SOUL.md")).hasContent("Mine.\n");
        assertThat(main.resolve("memory/2026-01-20.md")).hasContent("The boat is blue.\n");
        assertThat(house.agents.get(new AgentId("research")).workspace().resolve("AGENTS.md")).hasContent("You look things up.\n");
        assertThat(house.home.root().resolve("skills/weather/SKILL.md")).exists();
        assertThat(left(report)).anyMatch(line -> line.contains("SOUL.md") && line.contains("it stays"));
    }

    @Test
    void people_who_were_let_in_stay_in_and_jobs_are_laid_where_the_schedule_finds_them() throws IOException {
        Report report = run();
        assertThat(house.pairings.knows("telegram", "home", "42")).isTrue();
        assertThat(house.pairings.knows("telegram", "work", "43")).isTrue();
        assertThat(house.pairings.knows("telegram", "home", "*")).isFalse();
        assertThat(counts(report).get("pairings")).isEqualTo(new Report.Count("pairings", 4, 0, 2));
        assertThat(house.home.root().resolve("cron/jobs.json")).hasSameBinaryContentAs(old.root.resolve("cron/jobs.json"));
        assertThat(report.notes()).anyMatch(note -> note.contains("run from now on"));
        assertThat(left(report)).anyMatch(line -> line.startsWith("agents/main/agent/auth-profiles.json: "))
                .anyMatch(line -> line.startsWith("credentials/whatsapp: ")).anyMatch(line -> line.startsWith("devices: "))
                .anyMatch(line -> line.startsWith("queueCap of 1 sessions: ")).noneMatch(line -> line.startsWith("queueMode of "));
        Settings settings = session("agent:main:main").settings();
        assertThat(settings.get(Setting.QUEUE_MODE)).isEqualTo("steer");
        assertThat(settings.get(Setting.FAST)).isEqualTo("on");
        assertThat(settings.get(Setting.TRACE)).isEqualTo("on");
    }

    @Test
    void refuses_what_is_no_such_directory() throws IOException {
        Path empty = Files.createDirectories(directory.resolve("empty"));
        assertThatThrownBy(() -> house.imports.run(empty.toString())).isInstanceOf(Permanent.class).hasMessageContaining("openclaw.json");
        assertThatThrownBy(() -> house.imports.run(directory.toString())).isInstanceOf(Permanent.class);
        Files.createDirectories(house.home.root().resolve("agents"));
        assertThatThrownBy(() -> house.imports.run(house.home.root().toString())).hasMessageContaining("this gateway's own");
    }
}
