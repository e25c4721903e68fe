package dev.chela.channel.discord.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.channel.Channel;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.testkit.discord.FakeDiscord;
import dev.chela.testkit.discord.Note;
import dev.chela.testkit.discord.Upset;
import dev.chela.testkit.discord.World;
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
    private final World world = bot.discord.world();
    private final String direct = world.direct(Bot.ALICE);
    private Channel channel;

    @BeforeEach
    void open() throws InterruptedException {
        channel = bot.listening();
    }

    @AfterEach
    void stop() {
        bot.close(channel);
        bot.close();
    }

    @Test
    void a_direct_message_is_from_a_person_and_in_his_conversation() {
        Inbound.Message message = bot.message(channel, Note.from(Bot.ALICE, "hello"));
        assertThat(message.origin().conversation()).isEqualTo(Bot.CHAT);
        assertThat(message.sender().id()).isEqualTo(Bot.ALICE);
        assertThat(message.sender().displayName()).isEqualTo("The user01");
        assertThat(message.sender().handle()).isEqualTo("user01");
        assertThat(message.sender().verified()).isTrue();
        assertThat(message.origin().sentAt()).isAfter(Instant.now().minusSeconds(600)).isBefore(Instant.now().plusSeconds(600));
        assertThat(message.text().mentionsMe()).isFalse();
    }

    @Test
    void a_channel_of_a_server_has_it_around_itself_and_roles_of_who_writes() {
        Inbound.Message message = bot.message(channel, Note.from(Bot.BOB, "/status").in(FakeDiscord.GENERAL).mentioning());
        assertThat(message.origin().conversation()).isEqualTo(Bot.GENERAL);
        assertThat(message.text().value()).as("to whom it is said is not part of it").isEqualTo("/status");
        assertThat(message.text().mentionsMe()).isTrue();
        assertThat(message.text().mentioned()).containsExactly(FakeDiscord.BOT_ID);
        assertThat(message.sender().displayName()).isEqualTo("Nick");
        assertThat(message.sender().roles()).containsExactly("600000000000000001");
    }

    @Test
    void a_thread_belongs_to_its_channel_even_where_nobody_told_of_it() throws InterruptedException {
        String thread = world.thread(FakeDiscord.GENERAL, "plans");
        Conversation place = bot.message(channel, Note.from(Bot.BOB, "in it").in(thread)).origin().conversation();
        assertThat(place).isEqualTo(new Conversation(FakeDiscord.GENERAL, Conversation.Kind.CHANNEL, thread, FakeDiscord.GUILD, "plans"));
        bot.close(channel);
        channel = bot.listening(); // A session that is resumed does not tell again which channels there are.
        assertThat(bot.discord.gateway().identified()).isEqualTo(1);
        assertThat(bot.message(channel, Note.from(Bot.BOB, "again").in(thread)).origin().conversation()).isEqualTo(place);
    }

    @Test
    void an_answer_to_the_bot_is_one() throws InterruptedException {
        Bot.send(channel, Bot.post(Bot.CHAT, "what do you want?"));
        String mine = world.standing(direct).get(0).path("id").asText();
        Inbound.Message answer = bot.message(channel, Note.from(Bot.ALICE, "tea").answering(mine));
        assertThat(answer.replyTo().messageId()).isEqualTo(mine);
        assertThat(answer.replyTo().me()).isTrue();
        assertThat(answer.replyTo().quoted()).isEqualTo("what do you want?");
        assertThat(bot.message(channel, Note.from(Bot.ALICE, "coffee").answering(answer.origin().messageId())).replyTo().me()).isFalse();
    }

    @Test
    void changes_deletions_and_reactions_are_told_and_what_nobody_did_is_not() {
        String id = bot.message(channel, Note.from(Bot.ALICE, "tea")).origin().messageId();
        world.embeds(direct, id);
        Inbound changed = bot.read(channel, () -> world.changes(direct, id, "coffee")).get(0);
        assertThat(changed).isInstanceOfSatisfying(Inbound.Edited.class, edited -> {
            assertThat(edited.text().value()).isEqualTo("coffee");
            assertThat(edited.origin().messageId()).isEqualTo(id);
            assertThat(edited.origin().conversation()).isEqualTo(Bot.CHAT);
        });
        world.reacts(FakeDiscord.BOT_ID, direct, id, "👀", true);
        assertThat(bot.read(channel, () -> world.reacts(Bot.ALICE, direct, id, "👍", true)).get(0)).isInstanceOfSatisfying(Inbound.Reacted.class, reacted -> {
            assertThat(reacted.emoji()).isEqualTo("👍");
            assertThat(reacted.added()).isTrue();
            assertThat(reacted.sender().id()).isEqualTo(Bot.ALICE);
            assertThat(reacted.origin().messageId()).isEqualTo(id);
        });
        assertThat(bot.read(channel, () -> world.reacts(Bot.ALICE, direct, id, "👍", false)).get(0))
                .isInstanceOfSatisfying(Inbound.Reacted.class, reacted -> assertThat(reacted.added()).isFalse());
        assertThat(bot.read(channel, () -> world.deletes(direct, id)).get(0)).isInstanceOfSatisfying(Inbound.Deleted.class,
                deleted -> assertThat(deleted.origin().messageId()).isEqualTo(id));
    }

    @Test
    void a_press_is_stored_then_acknowledged_and_its_token_is_kept_nowhere() throws InterruptedException {
        Bot.send(channel, Bot.post(Bot.CHAT, "choose"));
        String mine = world.standing(direct).get(0).path("id").asText();
        bot.message(channel, Note.from(Bot.ALICE, "let me see"));
        Inbound pressed = bot.read(channel, () -> world.presses(Bot.ALICE, direct, mine, "tea")).get(0);
        assertThat(pressed).isInstanceOfSatisfying(Inbound.Pressed.class, press -> {
            assertThat(press.actionId()).isEqualTo("tea");
            assertThat(press.sender().id()).isEqualTo(Bot.ALICE);
            assertThat(press.origin().messageId()).isEqualTo(mine);
        });
        assertThat(bot.discord.await("POST", "/interactions/.*/callback", 1)).singleElement()
                .satisfies(call -> assertThat(call.body().path("type").asInt()).isEqualTo(6));
        assertThat(bot.host.accepted()).noneMatch(raw -> new String(raw.body(), StandardCharsets.UTF_8).contains("interaction-token"));
        Inbound there = bot.read(channel, () -> world.presses(Bot.BOB, FakeDiscord.GENERAL, world.writes(Note.from(Bot.BOB, "x").in(FakeDiscord.GENERAL)), "/status")).get(0);
        assertThat(there).isInstanceOf(Inbound.Message.class);
    }

    @Test
    void other_bots_are_heard_where_that_is_wanted_and_the_bot_itself_never() throws InterruptedException {
        world.writes(Note.from("100000000000000009", "by a bot").byBot());
        Bot.send(channel, Bot.post(Bot.CHAT, "by me"));
        assertThat(bot.message(channel, Note.from(Bot.ALICE, "by a person")).text().value()).isEqualTo("by a person");
        bot.close(channel);
        bot.with("allowBots", true);
        channel = bot.listening();
        Bot.send(channel, Bot.post(Bot.CHAT, "by me again"));
        Inbound.Message heard = bot.message(channel, Note.from("100000000000000009", "by a bot after all").in(FakeDiscord.GENERAL).byBot());
        assertThat(heard.text().value()).isEqualTo("by a bot after all");
        assertThat(heard.sender().bot()).isTrue();
        assertThat(bot.heard(channel)).noneMatch(text -> text.startsWith("by me"));
    }

    @Test
    void what_a_message_brought_is_read_at_the_address_that_is_good_now() throws IOException {
        bot.discord.hold("notes.txt", "eggs".getBytes(StandardCharsets.US_ASCII));
        List<MediaRef> files = bot.message(channel, Note.from(Bot.ALICE, "").with("notes.txt").with("gone.txt")).media();
        assertThat(files).extracting(MediaRef::name).containsExactly("notes.txt", "gone.txt");
        assertThat(files.get(0).mimeType()).isEqualTo("text/plain");
        assertThat(files.get(0).bytes()).isEqualTo(4);
        try (InputStream content = channel.media(files.get(0))) {
            assertThat(content.readAllBytes()).asString(StandardCharsets.US_ASCII).isEqualTo("eggs");
        }
        assertThatThrownBy(() -> channel.media(files.get(1))).isInstanceOf(Permanent.class).hasMessageContaining("gone.txt");
        bot.discord.next("GET", "/channels/.*/messages/.*", new Upset.Page(503));
        assertThatThrownBy(() -> channel.media(files.get(0))).isInstanceOf(Transient.class);
        bot.discord.next("GET", "/channels/.*/messages/.*", new Upset.TooMany(0.5, false));
        assertThatThrownBy(() -> channel.media(files.get(0))).isInstanceOfSatisfying(Transient.class, later -> assertThat(later.after()).isPositive());
        assertThatThrownBy(() -> channel.media(new MediaRef("../../users/@me", "text/plain", "x", 1))).isInstanceOf(Permanent.class);
    }

    @Test
    void two_accounts_with_one_token_are_refused() {
        assertThatThrownBy(() -> bot.open("other")).isInstanceOf(Permanent.class).hasMessageContaining("same token").hasMessageNotContaining(FakeDiscord.TOKEN);
        channel.close();
        channel = bot.open("other");
    }
}
