package dev.chela.core.turn.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.ReplyTo;
import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Messages.Action;
import dev.chela.api.grant.Messages.Done;
import dev.chela.api.grant.Messages.Enclosure;
import dev.chela.api.grant.Messages.State;
import dev.chela.api.id.RunId;
import dev.chela.core.media.Enclosures.Reach;
import dev.chela.core.media.Kept;
import dev.chela.core.outbox.Outbox;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.store.Step;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.Wire.Arrived;
import dev.chela.testkit.channel.Wire.Held;
import dev.chela.testkit.channel.Wire.Memory;
import dev.chela.testkit.channel.Wire.Mishap;
import dev.chela.testkit.channel.Wire;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files that are sent over a channel, whatever stops in between. */
class MediaTest {
    private static final Map<String, Object> OPEN = Map.of(LoopbackChannel.ID, Map.of("dmPolicy", "open", "allowFrom", List.of("*"), "token", "t"));
    private static final ReturnAddress ALICE = new ReturnAddress(LoopbackChannel.ID, "default",
            new Conversation("alice", Conversation.Kind.DIRECT, "", "", ""), "alice", ReplyTo.NONE);

    @TempDir
    private Path root;
    @TempDir
    private Path machine;
    private final Wire wire = new Wire(Memory.NONE);
    private Talk talk;

    @AfterEach
    void close() {
        talk.close();
    }

    private void open() {
        talk = new Talk(root, LoopbackChannel.on(wire, 60), OPEN);
        talk.house.until("it can deliver", () -> talk.house.channels.ready(LoopbackChannel.ID, "default"));
    }

    private static Enclosure file(String name, String content) {
        return new Enclosure.Holding(content.getBytes(StandardCharsets.ISO_8859_1), name, "");
    }

    private static Enclosure png(String name) {
        return file(name, "\u0089PNG\r\n\u001a\n" + name);
    }

    private Done send(String key, String text, Enclosure... files) throws InterruptedException {
        return talk.house.messenger.act(key, ALICE, new Action.Send(text, "", List.of(files)), Reach.NOWHERE);
    }

    /** Puts it on its way, by the commit of somebody who does not wait. */
    private void queue(String run, String text, Enclosure... files) {
        try (Kept kept = talk.house.enclosures.gather(List.of(files), "loopback", talk.house.channels.capabilities(LoopbackChannel.ID, "default"), Reach.NOWHERE)) {
            Step.Builder step = Step.named("test");
            talk.house.outbox.reply(step, new RunId(run), ALICE.write(), text, kept.refs());
            talk.house.ledger.commit(step.build());
        }
    }

    private List<String> arrived() {
        return wire.arrived().stream().map(MediaTest::shown).toList();
    }

    private static String shown(Arrived message) {
        return message.text() + message.files().stream().map(Held::name).toList();
    }

    private long onDisk() {
        try (Stream<Path> all = Files.list(root.resolve("state/media"))) {
            return all.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void untilSwept(int left) {
        talk.house.until(left + " files are left", () -> onDisk() == left);
    }

    @Test
    void a_file_arrives_once_with_its_words_and_is_kept_no_longer() throws InterruptedException {
        open();
        Done done = send("k", "look", file("a.txt", "hello"));
        assertThat(done.state()).isEqualTo(State.SENT);
        assertThat(done.place().can()).contains("Files");
        assertThat(send("k", "look", file("a.txt", "hello")).messages()).isEqualTo(done.messages());
        assertThat(wire.arrived()).singleElement().satisfies(message -> {
            assertThat(message.text()).isEqualTo("look");
            assertThat(message.files()).containsExactly(new Held("a.txt", "text/plain", "hello"));
        });
        untilSwept(0);
    }

    @Test
    void pictures_stand_together_words_that_do_not_fit_under_them_before_and_other_files_behind() throws InterruptedException {
        open();
        assertThat(send("k1", "", png("1.png"), png("2.png"), png("3.png"), png("4.png"), file("a.txt", "a"), png("5.png")).state()).isEqualTo(State.SENT);
        assertThat(arrived()).containsExactly("[1.png, 2.png, 3.png]", "[4.png]", "[a.txt]", "[5.png]");
        String words = "these are more words than fit under a file, by some";
        assertThat(send("k2", words, png("6.png")).messages()).hasSize(2);
        assertThat(arrived().subList(4, 6)).containsExactly(words + "[]", "[6.png]");
    }

    @Test
    void what_the_platform_puts_off_is_sent_again_and_nothing_else() throws InterruptedException {
        open();
        wire.next(Mishap.BUSY);
        queue("run", "the first words of them all that do not fit anywhere below", file("a.txt", "a"), file("b.txt", "b"));
        talk.house.until("all have arrived", () -> wire.arrived().size() == 3);
        wire.next(Mishap.BUSY);
        assertThat(send("k", "", file("c.txt", "c")).state()).isEqualTo(State.SENT);
        assertThat(arrived()).containsExactly("the first words of them all that do not fit anywhere below[]", "[a.txt]", "[b.txt]", "[c.txt]");
    }

    @Test
    void a_channel_that_takes_no_files_is_named_before_anything_is_kept() {
        wire.onlyWords();
        open();
        assertThatThrownBy(() -> send("k", "look", file("a.txt", "hello"))).isInstanceOf(Permanent.class).hasMessageContaining("loopback cannot send files");
        assertThat(wire.arrived()).isEmpty();
        assertThat(onDisk()).isZero();
        assertThat(talk.house.outbox.open(9)).isEmpty();
    }

    @Test
    void what_a_kill_leaves_in_the_outbox_arrives_with_its_file_and_what_it_leaves_beside_is_cleared_away() {
        open();
        talk.house.channels.stop(LoopbackChannel.ID, "default");
        queue("run", "late", file("a.txt", "hello"));
        talk.house.enclosures.gather(List.of(file("b.txt", "nobody names it")), "loopback", talk.house.channels.capabilities(LoopbackChannel.ID, "default"), Reach.NOWHERE);
        assertThat(onDisk()).isEqualTo(2);
        talk.house.abandon();
        open();
        talk.house.until("it has arrived", () -> arrived().equals(List.of("late[a.txt]")));
        assertThat(wire.arrived().get(0).files().get(0).content()).isEqualTo("hello");
        untilSwept(0);
    }

    @Test
    void a_file_stays_as_long_as_a_person_may_have_it_sent_again() {
        open();
        wire.next(Mishap.MESSAGE_LOST);
        queue("one", "", file("a.txt", "hello"));
        talk.house.until("nobody knows", () -> !talk.house.outbox.undelivered(9).isEmpty());
        talk.house.abandon();
        open();
        assertThat(onDisk()).isEqualTo(1);
        assertThat(talk.house.outbox.resend("one:1")).isTrue();
        talk.house.until("it has arrived", () -> arrived().equals(List.of("[a.txt]")));
        untilSwept(0);
        wire.next(Mishap.REFUSED);
        queue("two", "", file("b.txt", "bye"));
        talk.house.until("it is refused", () -> talk.house.outbox.undelivered(9).stream().anyMatch(held -> held.state() == Outbox.State.REJECTED));
        assertThat(onDisk()).isEqualTo(1);
        assertThat(talk.house.outbox.dismiss("two:1")).isTrue();
        untilSwept(0);
    }

    /** What a person writes, and what is answered. @return what reached them of it */
    private List<Arrived> answered(String event, String who, String answer, int messages) throws InterruptedException {
        int before = wire.arrived().size();
        wire.send(LoopbackChannel.said(event, who, "show me"));
        talk.model.next().answer(answer);
        talk.house.until("the answer has arrived", () -> wire.arrived().size() >= before + messages);
        assertThat(wire.arrived()).hasSize(before + messages);
        return wire.arrived().subList(before, before + messages);
    }

    @Test
    void an_answer_brings_the_files_that_its_lines_name() throws Exception {
        open();
        Path workspace = Files.createDirectories(talk.agents.primary().workspace());
        Files.writeString(workspace.resolve("my notes.txt"), "eggs");
        Files.writeString(workspace.resolve("b.txt"), "flour");
        List<Arrived> arrived = answered("e1", "alice", "Here they are.\nMEDIA:my notes.txt\nMEDIA: `b.txt`\nMEDIA:my notes.txt\n", 2);
        assertThat(arrived).extracting(MediaTest::shown).containsExactly("Here they are.[my notes.txt]", "[b.txt]");
        assertThat(arrived.get(0).files().get(0).content()).isEqualTo("eggs");
        assertThat(talk.house.transcripts.context(talk.house.sessions.glances().stream().map(glance -> talk.house.sessions.open(glance.key()))
                .findFirst().orElseThrow()).toString()).as("the conversation says what was sent").contains("MEDIA:my notes.txt");
        assertThat(answered("e2", "alice", "NO_REPLY\nMEDIA:b.txt", 1)).extracting(MediaTest::shown).containsExactly("[b.txt]");
        untilSwept(0);
    }

    @Test
    void what_may_not_be_had_and_what_stands_in_code_stays_in_the_text() throws Exception {
        open();
        Files.createDirectories(talk.agents.primary().workspace());
        Files.writeString(talk.house.home.root().resolve("secret.txt"), "hidden");
        String code = "```\nMEDIA:b.txt\n```";
        String refused = "MEDIA:" + talk.house.home.root().resolve("secret.txt");
        for (String text : List.of(code, refused, "MEDIA:nothing.txt", "MEDIA:http://e.org/a.png", "MEDIA:https://127.0.0.1/a", "a word before MEDIA:b.txt")) {
            int before = wire.arrived().size();
            wire.send(LoopbackChannel.said("e" + before + text.length(), "alice", "show me"));
            talk.model.next().answer(text);
            talk.house.until("the answer has arrived", () -> String.join("", wire.texts().subList(before, wire.texts().size())).replaceAll("\\s", "").equals(text.replaceAll("\\s", "")));
        }
        assertThat(wire.arrived()).allMatch(message -> message.files().isEmpty());
        assertThat(onDisk()).isZero();
    }

    @Test
    void who_works_for_others_sends_files_of_the_workspace_alone() throws Exception {
        open();
        Path workspace = Files.createDirectories(talk.agents.primary().workspace());
        Files.writeString(workspace.resolve("b.txt"), "flour");
        Path outside = Files.writeString(machine.resolve("m.txt"), "of the machine");
        assertThat(answered("e1", "mallory", "MEDIA:b.txt", 1)).extracting(MediaTest::shown).containsExactly("[b.txt]");
        assertThat(answered("e3", "alice", "MEDIA:" + outside, 1)).singleElement().satisfies(message -> assertThat(message.files().get(0).content())
                .isEqualTo("of the machine"));
        int before = wire.arrived().size();
        wire.send(LoopbackChannel.said("e4", "mallory", "show me"));
        talk.model.next().answer("MEDIA:" + outside);
        talk.house.until("the answer has arrived", () -> wire.arrived().size() > before);
        assertThat(wire.arrived()).filteredOn(message -> message.chat().equals("mallory")).flatExtracting(Arrived::files).hasSize(1);
    }

    @Test
    void a_channel_without_files_shows_the_line() throws Exception {
        wire.onlyWords();
        open();
        assertThat(answered("e1", "alice", "MEDIA:b.txt", 1)).extracting(Arrived::text).containsExactly("MEDIA:b.txt");
    }
}
