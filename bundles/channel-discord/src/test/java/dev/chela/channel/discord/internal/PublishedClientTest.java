package dev.chela.channel.discord.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.testkit.discord.FakeDiscord;
import dev.chela.testkit.discord.Note;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import net.dv8tion.jda.api.JDA;
import net.dv8tion.jda.api.JDABuilder;
import net.dv8tion.jda.api.components.actionrow.ActionRow;
import net.dv8tion.jda.api.components.buttons.Button;
import net.dv8tion.jda.api.entities.Message;
import net.dv8tion.jda.api.entities.channel.middleman.MessageChannel;
import net.dv8tion.jda.api.entities.emoji.Emoji;
import net.dv8tion.jda.api.events.GenericEvent;
import net.dv8tion.jda.api.events.interaction.component.ButtonInteractionEvent;
import net.dv8tion.jda.api.events.message.MessageDeleteEvent;
import net.dv8tion.jda.api.events.message.MessageReceivedEvent;
import net.dv8tion.jda.api.events.message.MessageUpdateEvent;
import net.dv8tion.jda.api.events.message.react.MessageReactionAddEvent;
import net.dv8tion.jda.api.hooks.EventListener;
import net.dv8tion.jda.api.requests.GatewayIntent;
import net.dv8tion.jda.api.requests.RestConfig;
import net.dv8tion.jda.api.utils.Compression;
import net.dv8tion.jda.api.utils.ConcurrentSessionController;
import net.dv8tion.jda.api.utils.FileUpload;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our stand-in for Discord, as a published client finds it that nobody wrote for us. */
@Timeout(60)
class PublishedClientTest {
    private final FakeDiscord discord = FakeDiscord.start();
    private final BlockingQueue<GenericEvent> told = new LinkedBlockingQueue<>();
    private JDA client;

    @BeforeEach
    void connect() throws InterruptedException {
        client = JDABuilder.createLight(FakeDiscord.TOKEN, List.of(GatewayIntent.GUILD_MESSAGES, GatewayIntent.DIRECT_MESSAGES, GatewayIntent.MESSAGE_CONTENT,
                        GatewayIntent.GUILD_MESSAGE_REACTIONS, GatewayIntent.DIRECT_MESSAGE_REACTIONS))
                .setRestConfig(new RestConfig().setBaseUrl(discord.root() + "/")).setCompression(Compression.NONE)
                .setSessionController(new ConcurrentSessionController() {
                    @Override
                    public String getGateway() {
                        return discord.gateway().address();
                    }
                }).addEventListeners((EventListener) told::add).build().awaitReady();
    }

    @AfterEach
    void stop() {
        client.shutdownNow();
        discord.close();
    }

    private <E> E next(Class<E> type) throws InterruptedException {
        for (GenericEvent event = told.poll(60, TimeUnit.SECONDS); event != null; event = told.poll(60, TimeUnit.SECONDS)) {
            if (type.isInstance(event)) {
                return type.cast(event);
            }
        }
        throw new AssertionError("never told of a " + type.getSimpleName());
    }

    @Test
    void introduces_itself_with_its_server_and_tells_of_messages() throws InterruptedException {
        assertThat(client.getSelfUser().getName()).isEqualTo(FakeDiscord.BOT_NAME);
        assertThat(client.getTextChannelById(FakeDiscord.GENERAL).getName()).isEqualTo("general");
        discord.world().writes(Note.from(FakeDiscord.ALICE, "hello").mentioning().in(FakeDiscord.GENERAL).with("notes.txt"));
        Message message = next(MessageReceivedEvent.class).getMessage();
        assertThat(message.getContentRaw()).endsWith("hello");
        assertThat(message.getMentions().isMentioned(client.getSelfUser())).isTrue();
        assertThat(message.getAttachments()).singleElement().satisfies(file -> assertThat(file.getFileName()).isEqualTo("notes.txt"));
        assertThat(message.getMember().getNickname()).isEqualTo("Nick");
        String answer = discord.world().writes(Note.from(FakeDiscord.ALICE, "and on").in(FakeDiscord.GENERAL).answering(message.getId()));
        Message answered = next(MessageReceivedEvent.class).getMessage();
        assertThat(answered.getId()).isEqualTo(answer);
        assertThat(answered.getReferencedMessage().getId()).isEqualTo(message.getId());
        discord.world().changes(FakeDiscord.GENERAL, answer, "and off");
        assertThat(next(MessageUpdateEvent.class).getMessage().getContentRaw()).isEqualTo("and off");
        discord.world().reacts(FakeDiscord.ALICE, FakeDiscord.GENERAL, answer, "👍", true);
        assertThat(next(MessageReactionAddEvent.class).getEmoji().getName()).isEqualTo("👍");
        discord.world().deletes(FakeDiscord.GENERAL, answer);
        assertThat(next(MessageDeleteEvent.class).getMessageId()).isEqualTo(answer);
    }

    @Test
    void takes_messages_files_edits_reactions_and_deletions() {
        MessageChannel there = client.openPrivateChannelById(FakeDiscord.ALICE).complete();
        Message sent = there.sendMessage("hi").setNonce("once").addFiles(FileUpload.fromData(new byte[] {1, (byte) 0x89}, "a.bin")).complete();
        assertThat(sent.getAttachments()).hasSize(1);
        assertThat(sent.editMessage("ho").complete().getContentRaw()).isEqualTo("ho");
        sent.addReaction(Emoji.fromUnicode("👍")).complete();
        there.sendTyping().complete();
        assertThat(discord.world().texts(there.getId())).containsExactly("ho");
        sent.delete().complete();
        assertThat(discord.world().texts(there.getId())).isEmpty();
    }

    @Test
    void tells_who_pressed_which_button_and_is_answered() throws InterruptedException {
        Message sent = client.getTextChannelById(FakeDiscord.GENERAL).sendMessage("choose").addComponents(ActionRow.of(Button.secondary("tea", "Tea"))).complete();
        discord.world().presses(FakeDiscord.ALICE, FakeDiscord.GENERAL, sent.getId(), "tea");
        ButtonInteractionEvent press = next(ButtonInteractionEvent.class);
        assertThat(press.getComponentId()).isEqualTo("tea");
        assertThat(press.getUser().getId()).isEqualTo(FakeDiscord.ALICE);
        press.deferEdit().complete();
        assertThat(discord.heard("POST", "/interactions/.*/callback")).singleElement()
                .satisfies(call -> assertThat(call.body().path("type").asInt()).isEqualTo(6));
    }

    @Test
    void lets_a_session_be_resumed_and_tells_what_was_missed() throws InterruptedException {
        discord.gateway().cut();
        discord.world().writes(Note.from(FakeDiscord.ALICE, "meanwhile").in(FakeDiscord.GENERAL));
        assertThat(next(MessageReceivedEvent.class).getMessage().getContentRaw()).isEqualTo("meanwhile");
        assertThat(discord.gateway().resumed()).isEqualTo(1);
        assertThat(discord.gateway().identified()).isEqualTo(1);
    }
}
