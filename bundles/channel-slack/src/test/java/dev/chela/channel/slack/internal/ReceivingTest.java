package dev.chela.channel.slack.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.testkit.slack.FakeSlack;
import dev.chela.testkit.slack.Note;
import dev.chela.testkit.slack.Upset;
import dev.chela.testkit.slack.World;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class ReceivingTest {
    private final Bot bot = new Bot();
    private final World world = bot.slack.world();
    private final String direct = world.direct(Bot.ALICE);
    private Channel channel;

    @BeforeEach
    void open() {
        channel = bot.listening();
    }

    @AfterEach
    void stop() {
        bot.close(channel);
        bot.close();
    }

    @Test
    void a_direct_message_is_from_a_person_and_in_his_conversation() {
        Inbound.Message message = bot.message(channel, Note.from(Bot.ALICE, "a &lt; b &amp; c"));
        assertThat(message.text().value()).isEqualTo("a < b & c");
        assertThat(message.origin().conversation()).isEqualTo(Bot.CHAT);
        assertThat(message.sender().id()).isEqualTo(Bot.ALICE);
        assertThat(message.sender().displayName()).isEqualTo("Nick 01");
        assertThat(message.sender().handle()).isEqualTo("user01");
        assertThat(message.sender().verified()).isTrue();
        assertThat(message.sender().bot()).isFalse();
        assertThat(message.origin().sentAt()).isAfter(Instant.now().minusSeconds(600)).isBefore(Instant.now().plusSeconds(600));
        assertThat(message.text().mentionsMe()).isFalse();
        bot.message(channel, Note.from(Bot.ALICE, "again"));
        assertThat(bot.slack.heard("users.info")).as("asked once").hasSize(1);
    }

    @Test
    void a_channel_has_its_name_and_its_workspace_and_a_group_is_one() {
        Inbound.Message message = bot.message(channel, Note.from(Bot.BOB, "/status").in(FakeSlack.GENERAL).mentioning());
        assertThat(message.origin().conversation()).isEqualTo(Bot.GENERAL);
        assertThat(message.text().value()).as("to whom it is said is not part of it").isEqualTo("/status");
        assertThat(message.text().mentionsMe()).isTrue();
        assertThat(message.text().mentioned()).containsExactly(FakeSlack.BOT_USER);
        Inbound.Message among = bot.message(channel, Note.from(Bot.BOB, "hi <@" + Bot.ALICE + ">, see <#C0OTHER|other>").in(FakeSlack.TRIO));
        assertThat(among.origin().conversation().kind()).isEqualTo(Conversation.Kind.GROUP);
        assertThat(among.text().value()).isEqualTo("hi @Nick 01, see #other");
        assertThat(among.text().mentionsMe()).isFalse();
    }

    @Test
    void where_slack_does_not_say_who_and_where_it_is_heard_all_the_same() {
        bot.slack.next("users.info", new Upset.Says("missing_scope"));
        bot.slack.next("conversations.info", new Upset.Says("missing_scope"));
        Inbound.Message message = bot.message(channel, Note.from(Bot.BOB, "hello").in(FakeSlack.GENERAL));
        assertThat(message.sender().displayName()).isEqualTo(Bot.BOB);
        assertThat(message.origin().conversation()).isEqualTo(new Conversation(FakeSlack.GENERAL, Conversation.Kind.CHANNEL, "", FakeSlack.TEAM, ""));
    }

    @Test
    void a_thread_belongs_to_its_channel_and_below_the_bot_it_answers_the_bot() {
        Bot.send(channel, Bot.post(Bot.GENERAL, "what do you want?"));
        String mine = world.standing(FakeSlack.GENERAL).get(0).path("ts").asText();
        Inbound.Message answer = bot.message(channel, Note.from(Bot.BOB, "tea").in(FakeSlack.GENERAL).under(mine));
        assertThat(answer.origin().conversation()).isEqualTo(new Conversation(FakeSlack.GENERAL, Conversation.Kind.CHANNEL, mine, FakeSlack.TEAM, "general"));
        assertThat(answer.replyTo().messageId()).isEqualTo(mine);
        assertThat(answer.replyTo().me()).isTrue();
        String other = bot.message(channel, Note.from(Bot.BOB, "my own").in(FakeSlack.GENERAL)).origin().messageId();
        assertThat(bot.message(channel, Note.from(Bot.ALICE, "yours").in(FakeSlack.GENERAL).under(other)).replyTo().me()).isFalse();
        String direct = bot.message(channel, Note.from(Bot.ALICE, "top")).origin().messageId();
        assertThat(bot.message(channel, Note.from(Bot.ALICE, "below")
                .under(direct)).origin().conversation()).isEqualTo(new Conversation(Bot.ALICE, Conversation.Kind.DIRECT, direct, FakeSlack.TEAM, ""));
    }

    @Test
    void a_mention_that_is_told_twice_is_one_message() {
        String ts = bot.message(channel, Note.from(Bot.BOB, "hello").in(FakeSlack.GENERAL).mentioning()).origin().messageId();
        world.mentions(FakeSlack.GENERAL, ts);
        bot.message(channel, Note.from(Bot.BOB, "after").in(FakeSlack.GENERAL));
        assertThat(bot.heard(channel)).containsExactly("hello", "after");
    }

    @Test
    void changes_deletions_and_reactions_are_told_and_what_nobody_did_is_not() {
        String id = bot.message(channel, Note.from(Bot.ALICE, "tea")).origin().messageId();
        world.unfurls(direct, id);
        Inbound changed = bot.read(channel, () -> world.changes(direct, id, "coffee")).get(0);
        assertThat(changed).isInstanceOfSatisfying(Inbound.Edited.class, edited -> {
            assertThat(edited.text().value()).isEqualTo("coffee");
            assertThat(edited.origin().messageId()).isEqualTo(id);
            assertThat(edited.origin().conversation()).isEqualTo(Bot.CHAT);
        });
        world.reacts(FakeSlack.BOT_USER, direct, id, "eyes", true);
        assertThat(bot.read(channel, () -> world.reacts(Bot.ALICE, direct, id, "+1", true)).get(0)).isInstanceOfSatisfying(Inbound.Reacted.class, reacted -> {
            assertThat(reacted.emoji()).isEqualTo("👍");
            assertThat(reacted.added()).isTrue();
            assertThat(reacted.sender().id()).isEqualTo(Bot.ALICE);
            assertThat(reacted.origin().messageId()).isEqualTo(id);
            assertThat(reacted.origin().conversation()).isEqualTo(Bot.CHAT);
        });
        assertThat(bot.read(channel, () -> world.reacts(Bot.ALICE, direct, id, "+1", false)).get(0))
                .isInstanceOfSatisfying(Inbound.Reacted.class, reacted -> assertThat(reacted.added()).isFalse());
        assertThat(bot.read(channel, () -> world.deletes(direct, id)).get(0)).isInstanceOfSatisfying(Inbound.Deleted.class,
                deleted -> assertThat(deleted.origin().messageId()).isEqualTo(id));
    }

    @Test
    void a_reaction_below_a_message_of_a_thread_is_told_in_the_thread() {
        String root = bot.message(channel, Note.from(Bot.BOB, "root").in(FakeSlack.GENERAL)).origin().messageId();
        String below = bot.message(channel, Note.from(Bot.BOB, "below").in(FakeSlack.GENERAL).under(root)).origin().messageId();
        Inbound.Reacted reacted = (Inbound.Reacted) bot.read(channel, () -> world.reacts(Bot.ALICE, FakeSlack.GENERAL, below, "thumbsup::skin-tone-3", true)).get(0);
        assertThat(reacted.origin().conversation().threadId()).isEqualTo(root);
        assertThat(reacted.emoji()).isEqualTo("👍");
        Inbound.Reacted own = (Inbound.Reacted) bot.read(channel, () -> world.reacts(Bot.ALICE, FakeSlack.GENERAL, root, "party_parrot", true)).get(0);
        assertThat(own.origin().conversation().threadId()).isEmpty();
        assertThat(own.emoji()).isEqualTo(":party_parrot:");
    }

    @Test
    void a_press_is_told_and_what_would_let_others_answer_it_is_kept_nowhere() {
        Bot.send(channel, Bot.post(Bot.CHAT, "choose"));
        String mine = world.standing(direct).get(0).path("ts").asText();
        Inbound pressed = bot.read(channel, () -> world.presses(Bot.ALICE, direct, mine, "tea")).get(0);
        assertThat(pressed).isInstanceOfSatisfying(Inbound.Pressed.class, press -> {
            assertThat(press.actionId()).isEqualTo("tea");
            assertThat(press.sender().id()).isEqualTo(Bot.ALICE);
            assertThat(press.origin().messageId()).isEqualTo(mine);
            assertThat(press.origin().conversation()).isEqualTo(Bot.CHAT);
        });
        assertThat(bot.host.accepted()).noneMatch(raw -> new String(raw.body(), StandardCharsets.UTF_8).matches("(?s).*(response-secret|trigger-secret|verification-token).*"));
    }

    @Test
    void other_bots_are_heard_where_that_is_wanted_and_the_bot_itself_never() {
        world.writes(Note.from("U0OTHER09", "by a bot").in(FakeSlack.GENERAL).byBot());
        Bot.send(channel, Bot.post(Bot.CHAT, "by me"));
        assertThat(bot.message(channel, Note.from(Bot.ALICE, "by a person")).text().value()).isEqualTo("by a person");
        bot.close(channel);
        bot.with("allowBots", true);
        channel = bot.listening();
        Bot.send(channel, Bot.post(Bot.CHAT, "by me again"));
        bot.untilHeard(channel, "by a bot"); // For now it is wanted.
        Inbound.Message heard = bot.message(channel, Note.from("U0OTHER09", "by a bot after all").in(FakeSlack.GENERAL).byBot());
        assertThat(heard.text().value()).isEqualTo("by a bot after all");
        assertThat(heard.sender().bot()).isTrue();
        assertThat(bot.heard(channel)).noneMatch(text -> text.startsWith("by me"));
    }

    @Test
    void what_a_message_brought_is_read_with_the_token_and_from_slack_alone() throws IOException {
        bot.slack.hold("notes.txt", "eggs".getBytes(StandardCharsets.US_ASCII));
        List<MediaRef> files = bot.message(channel, Note.from(Bot.ALICE, "").with("notes.txt").with("gone.txt")).media();
        assertThat(files).extracting(MediaRef::name).containsExactly("notes.txt", "gone.txt");
        assertThat(files.get(0).mimeType()).isEqualTo("text/plain");
        assertThat(files.get(0).bytes()).isEqualTo(4);
        try (InputStream content = channel.media(files.get(0))) {
            assertThat(content.readAllBytes()).asString(StandardCharsets.US_ASCII).isEqualTo("eggs");
        }
        assertThatThrownBy(() -> channel.media(files.get(1))).isInstanceOf(Permanent.class).hasMessageContaining("gone.txt");
        bot.slack.next("files.info", new Upset.Page(503));
        assertThatThrownBy(() -> channel.media(files.get(0))).isInstanceOf(Transient.class);
        bot.slack.scopes("chat:write");
        assertThatThrownBy(() -> channel.media(files.get(0))).isInstanceOf(Permanent.class).hasMessageContaining("files:read");
        bot.slack.next("files.info", new Upset.TooMany(30));
        assertThatThrownBy(() -> channel.media(files.get(0))).isInstanceOfSatisfying(Transient.class, later -> assertThat(later.after()).hasSeconds(30));
        assertThatThrownBy(() -> channel.media(new MediaRef("../../x", "text/plain", "x", 1))).isInstanceOf(Permanent.class);
    }

    @Test
    void two_accounts_with_one_token_are_refused() {
        assertThatThrownBy(() -> bot.open("other")).isInstanceOf(Permanent.class).hasMessageContaining("same botToken").hasMessageNotContaining(FakeSlack.BOT_TOKEN);
        channel.close();
        channel = bot.open("other");
    }
}
