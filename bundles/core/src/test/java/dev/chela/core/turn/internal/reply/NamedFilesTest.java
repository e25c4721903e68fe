package dev.chela.core.turn.internal.reply;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.id.SessionKey;
import dev.chela.core.media.Shown;
import dev.chela.core.session.Entry;
import dev.chela.core.turn.AnswerMedia;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.Talk;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.Wire;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What somebody who reads a conversation sees of the files that its answers name. */
class NamedFilesTest {
    private static final long MOST = 100;

    @TempDir
    private Path root;
    @TempDir
    private Path machine;
    private final Wire wire = new Wire(Wire.Memory.NONE);
    private Talk talk;
    private Path workspace;
    private AnswerMedia named;

    @BeforeEach
    void open() throws IOException {
        talk = new Talk(root, LoopbackChannel.on(wire, 2_000), Map.of(LoopbackChannel.ID, Map.of("dmPolicy", "open", "allowFrom", List.of("*"))));
        House house = talk.house;
        named = new NamedFiles(house.sessions, house.transcripts, talk.agents, house.enclosures, house.files, house.intake, house.access);
        workspace = Files.createDirectories(talk.agents.primary().workspace());
    }

    @AfterEach
    void close() {
        talk.close();
    }

    /** @return the id of an answer to the owner */
    private String answered(String run, String text) throws InterruptedException {
        talk.say(run, "show me");
        talk.model.next().answer(text);
        talk.end(run);
        return run + ":1";
    }

    private Shown find(String entry, String place) {
        return named.find(House.MAIN, entry, place, MOST);
    }

    @Test
    void the_file_that_a_line_names_is_shown_as_it_is_now() throws Exception {
        Files.writeString(workspace.resolve("chart.png"), "\u0089PNG\r\n\u001a\nred", StandardCharsets.ISO_8859_1);
        String entry = answered("r1", "Here.\nMEDIA:`chart.png`\n```\nMEDIA:code.txt\n```\nMEDIA:" + workspace.resolve("a b.txt"));
        assertThat(find(entry, "chart.png").mimeType()).isEqualTo("image/png");
        assertThatThrownBy(() -> find(entry, workspace.resolve("a b.txt").toString())).isInstanceOf(Permanent.class).hasMessageContaining("is no file");
        Files.writeString(workspace.resolve("a b.txt"), "later");
        Shown later = find(entry, workspace.resolve("a b.txt").toString());
        assertThat(later.name()).isEqualTo("a b.txt");
        assertThat(later.content()).asString(StandardCharsets.UTF_8).isEqualTo("later");
        Files.writeString(workspace.resolve("code.txt"), "code");
        assertThatThrownBy(() -> find(entry, "code.txt")).isInstanceOf(Permanent.class).hasMessageContaining("names no file 'code.txt'");
    }

    @Test
    void nothing_is_shown_that_no_answer_of_this_conversation_names() throws Exception {
        Files.writeString(workspace.resolve("b.txt"), "flour");
        talk.say("r1", "MEDIA:b.txt");
        talk.model.next().answer("no");
        talk.end("r1");
        String question = talk.house.transcripts.messages(talk.house.sessions.open(House.MAIN)).stream().filter(each -> each.role().equals("user"))
                .map(Entry::id).findFirst().orElseThrow();
        for (String entry : List.of(question, "r1:1", "r9:1", "")) {
            assertThatThrownBy(() -> find(entry, "b.txt")).isInstanceOf(Permanent.class);
        }
        String named1 = answered("r2", "MEDIA:b.txt");
        assertThat(find(named1, "b.txt").content()).hasSize(5);
        assertThatThrownBy(() -> named.find(new SessionKey("agent:main:other"), named1, "b.txt", MOST)).isInstanceOf(Permanent.class);
    }

    @Test
    void what_the_agents_tools_could_not_read_is_not_shown_nor_what_is_too_large_or_lies_elsewhere() throws Exception {
        Path secret = Files.writeString(talk.house.home.root().resolve("secret.txt"), "hidden");
        Path link = Files.createSymbolicLink(workspace.resolve("link.txt"), secret);
        Files.writeString(workspace.resolve("large.txt"), "x".repeat((int) MOST + 1));
        Files.writeString(workspace.resolve("full.txt"), "x".repeat((int) MOST));
        String entry = answered("r1", "MEDIA:" + secret + "\nMEDIA:link.txt\nMEDIA:large.txt\nMEDIA:full.txt\nMEDIA:http://127.0.0.1/a\nMEDIA:https://e.org/a");
        assertThatThrownBy(() -> find(entry, secret.toString())).isInstanceOf(Denied.class);
        assertThatThrownBy(() -> find(entry, link.getFileName().toString())).isInstanceOf(Denied.class);
        assertThatThrownBy(() -> find(entry, "large.txt")).isInstanceOf(Permanent.class).hasMessageContaining("more than the 100 bytes");
        assertThat(find(entry, "full.txt").content()).hasSize(100);
        assertThatThrownBy(() -> find(entry, "http://127.0.0.1/a")).isInstanceOf(Denied.class);
        assertThatThrownBy(() -> find(entry, "https://e.org/a")).isInstanceOf(Denied.class);
    }

    @Test
    void an_answer_that_was_for_somebody_else_leads_to_files_of_the_workspace_alone() throws Exception {
        Files.writeString(workspace.resolve("b.txt"), "flour");
        Path outside = Files.writeString(machine.resolve("m.txt"), "of the machine");
        String own = answered("r1", "MEDIA:" + outside);
        assertThat(find(own, outside.toString()).content()).asString(StandardCharsets.UTF_8).isEqualTo("of the machine");
        wire.send(LoopbackChannel.said("e1", "mallory", "show me"));
        talk.model.next().answer("MEDIA:b.txt\nMEDIA:" + outside);
        talk.house.until("the answer has arrived", () -> !wire.arrived().isEmpty());
        SessionKey session = talk.house.sessions.glances().stream().map(glance -> glance.key())
                .filter(key -> answers(key).stream().anyMatch(each -> each.text().contains("MEDIA:b.txt"))).findFirst().orElseThrow();
        String entry = answers(session).get(answers(session).size() - 1).id();
        assertThat(named.find(session, entry, "b.txt", MOST).content()).hasSize(5);
        assertThatThrownBy(() -> named.find(session, entry, outside.toString(), MOST)).isInstanceOf(Denied.class).hasMessageContaining("outside the workspace");
    }

    private List<Entry> answers(SessionKey key) {
        return talk.house.transcripts.messages(talk.house.sessions.open(key)).stream().filter(each -> each.role().equals("assistant")).toList();
    }
}
