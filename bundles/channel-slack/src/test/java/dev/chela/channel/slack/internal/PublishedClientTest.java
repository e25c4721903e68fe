package dev.chela.channel.slack.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.gson.Gson;
import com.slack.api.SlackConfig;
import com.slack.api.app_backend.events.payload.AppMentionPayload;
import com.slack.api.app_backend.events.payload.MessageChangedPayload;
import com.slack.api.app_backend.events.payload.MessageChannelJoinPayload;
import com.slack.api.app_backend.events.payload.MessageDeletedPayload;
import com.slack.api.app_backend.events.payload.MessageFileSharePayload;
import com.slack.api.app_backend.events.payload.MessagePayload;
import com.slack.api.app_backend.events.payload.ReactionAddedPayload;
import com.slack.api.app_backend.events.payload.ReactionRemovedPayload;
import com.slack.api.app_backend.interactive_components.payload.BlockActionPayload;
import com.slack.api.methods.MethodsClient;
import com.slack.api.methods.SlackApiException;
import com.slack.api.methods.response.chat.ChatPostMessageResponse;
import com.slack.api.methods.response.conversations.ConversationsHistoryResponse;
import com.slack.api.methods.response.users.UsersConversationsResponse;
import com.slack.api.model.Conversation;
import com.slack.api.model.ConversationType;
import com.slack.api.model.Message;
import com.slack.api.socket_mode.SocketModeClient;
import com.slack.api.socket_mode.request.EventsApiEnvelope;
import com.slack.api.socket_mode.response.AckResponse;
import com.slack.api.util.json.GsonFactory;
import dev.chela.testkit.slack.FakeSlack;
import dev.chela.testkit.slack.Note;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Our stand-in for Slack, as Slack's own client finds it, which takes nothing that it does not know. */
@Timeout(120)
class PublishedClientTest {
    private static final Map<String, Class<?>> PAYLOADS = Map.of("message", MessagePayload.class, "message file_share", MessageFileSharePayload.class,
            "message message_changed", MessageChangedPayload.class, "message message_deleted", MessageDeletedPayload.class, "message channel_join", MessageChannelJoinPayload.class, "app_mention", AppMentionPayload.class,
            "reaction_added", ReactionAddedPayload.class, "reaction_removed", ReactionRemovedPayload.class);

    private final FakeSlack slack = FakeSlack.start();
    private final SlackConfig strict = strict();
    private final com.slack.api.Slack sdk = com.slack.api.Slack.getInstance(strict);
    private final MethodsClient methods = sdk.methods(FakeSlack.BOT_TOKEN);

    private SlackConfig strict() {
        SlackConfig config = new SlackConfig();
        config.setMethodsEndpointUrlPrefix(slack.root() + "/");
        config.setFailOnUnknownProperties(true);
        return config;
    }

    @AfterEach
    void stop() throws Exception {
        sdk.close();
        slack.close();
    }

    @Test
    void listens_over_a_socket_and_acknowledges() throws IOException, InterruptedException {
        BlockingQueue<EventsApiEnvelope> told = new LinkedBlockingQueue<>();
        try (SocketModeClient client = sdk.socketMode(FakeSlack.APP_TOKEN, SocketModeClient.Backend.JavaWebSocket)) {
            client.addEventsApiEnvelopeListener(envelope -> {
                told.add(envelope);
                client.sendSocketModeResponse(AckResponse.builder().envelopeId(envelope.getEnvelopeId()).build());
            });
            client.connect();
            slack.sockets().await("it has come", () -> slack.sockets().connected() == 1);
            slack.world().writes(Note.from(FakeSlack.ALICE, "hello").mentioning().in(FakeSlack.GENERAL));
            EventsApiEnvelope envelope = told.poll(60, TimeUnit.SECONDS);
            assertThat(envelope.getPayload().getAsJsonObject().getAsJsonObject("event").get("text").getAsString()).endsWith("hello");
            slack.sockets().await("it is acknowledged", () -> slack.sockets().waiting() == 0);
        }
    }

    @Test
    void takes_messages_edits_reactions_and_deletions_and_tells_what_stands() throws IOException, SlackApiException {
        assertThat(methods.authTest(ask -> ask).getUserId()).isEqualTo(FakeSlack.BOT_USER);
        String there = methods.conversationsOpen(ask -> ask.users(List.of(FakeSlack.ALICE))).getChannel().getId();
        ChatPostMessageResponse sent = methods.chatPostMessage(ask -> ask.channel(there).text("hi")
                .metadata(Message.Metadata.builder().eventType("kind").eventPayload(Map.of("key", "k")).build()));
        assertThat(sent.isOk()).isTrue();
        assertThat(sent.getMessage().getText()).isEqualTo("hi");
        assertThat(methods.chatUpdate(ask -> ask.channel(there).ts(sent.getTs()).text("ho")).isOk()).isTrue();
        assertThat(methods.reactionsAdd(ask -> ask.channel(there).timestamp(sent.getTs()).name("tada")).isOk()).isTrue();
        assertThat(methods.reactionsAdd(ask -> ask.channel(there).timestamp(sent.getTs()).name("tada")).getError()).isEqualTo("already_reacted");
        assertThat(methods.conversationsHistory(ask -> ask.channel(there).includeAllMetadata(true).limit(5)).getMessages()).singleElement().satisfies(message -> {
            assertThat(message.getText()).isEqualTo("ho");
            assertThat(message.getMetadata().getEventPayload()).containsEntry("key", "k");
        });
        String below = methods.chatPostMessage(ask -> ask.channel(there).text("below").threadTs(sent.getTs())).getTs();
        assertThat(methods.conversationsReplies(ask -> ask.channel(there).ts(sent.getTs())).getMessages()).extracting(Message::getTs).containsExactly(sent.getTs(), below);
        assertThat(methods.chatDelete(ask -> ask.channel(there).ts(below)).isOk()).isTrue();
        assertThat(slack.world().texts(there)).containsExactly("ho");
        assertThat(methods.usersInfo(ask -> ask.user(FakeSlack.ALICE)).getUser().getProfile().getDisplayName()).isEqualTo("Nick 01");
        assertThat(methods.conversationsInfo(ask -> ask.channel(FakeSlack.GENERAL)).getChannel().getName()).isEqualTo("general");
    }

    @Test
    void tells_what_stands_where_by_pages_and_by_time() throws IOException, SlackApiException {
        String direct = slack.world().direct(FakeSlack.ALICE);
        String first = slack.world().writes(Note.from(FakeSlack.ALICE, "one"));
        String second = slack.world().writes(Note.from(FakeSlack.ALICE, "two"));
        String third = slack.world().writes(Note.from(FakeSlack.ALICE, "three"));
        String below = slack.world().writes(Note.from(FakeSlack.BOB, "below").in(direct).under(first));
        List<ConversationType> all = List.of(ConversationType.IM, ConversationType.MPIM, ConversationType.PUBLIC_CHANNEL, ConversationType.PRIVATE_CHANNEL);
        UsersConversationsResponse some = methods.usersConversations(ask -> ask.types(all).limit(2));
        UsersConversationsResponse rest = methods.usersConversations(ask -> ask.types(all).limit(2).cursor(some.getResponseMetadata().getNextCursor()));
        assertThat(some.getChannels()).extracting(Conversation::getId).containsExactly(FakeSlack.GENERAL, FakeSlack.TRIO);
        assertThat(rest.getChannels()).singleElement().satisfies(im -> assertThat(im.getUser()).isEqualTo(FakeSlack.ALICE));
        assertThat(rest.getResponseMetadata().getNextCursor()).isEmpty();
        assertThat(methods.conversationsHistory(ask -> ask.channel(direct).oldest(first)).getMessages()).extracting(Message::getTs).containsExactly(third, second);
        assertThat(methods.conversationsHistory(ask -> ask.channel(direct).oldest(first).inclusive(true).limit(2)).getMessages()).as("from the oldest on")
                .extracting(Message::getTs).containsExactly(second, first);
        ConversationsHistoryResponse latest = methods.conversationsHistory(ask -> ask.channel(direct).oldest("0").latest(third).limit(1));
        assertThat(latest.getMessages()).extracting(Message::getTs).containsExactly(second);
        assertThat(latest.isHasMore()).isTrue();
        Message root = methods.conversationsHistory(ask -> ask.channel(direct).latest(third).limit(1).cursor(latest.getResponseMetadata().getNextCursor())).getMessages().get(0);
        assertThat(root.getLatestReply()).isEqualTo(below);
        assertThat(root.getThreadTs()).isEqualTo(root.getTs()).isEqualTo(first);
        assertThat(methods.conversationsReplies(ask -> ask.channel(direct).ts(first).oldest(below)).getMessages()).as("always with what it stands under")
                .extracting(Message::getTs).containsExactly(first);
        slack.scopes(FakeSlack.SCOPES.replace("im:history,", ""));
        assertThat(methods.conversationsHistory(ask -> ask.channel(direct)).getError()).isEqualTo("missing_scope");
    }

    @Test
    void takes_a_file_and_says_where_it_stands() throws Exception {
        String there = slack.world().direct(FakeSlack.ALICE);
        String file = methods.filesUploadV2(ask -> ask.channel(there).filename("a.txt").title("a").initialComment("look").fileData("eggs".getBytes(StandardCharsets.US_ASCII)))
                .getFiles().get(0).getId();
        assertThat(methods.filesInfo(ask -> ask.file(file)).getFile().getShares().getPrivateChannels()).containsKey(there);
        assertThat(slack.world().texts(there)).containsExactly("look");
        assertThat(methods.filesDelete(ask -> ask.file(file)).isOk()).isTrue();
        assertThat(methods.filesInfo(ask -> ask.file(file)).getError()).isEqualTo("file_not_found");
    }

    @Test
    void everything_that_happens_is_told_in_slacks_own_shapes() {
        Gson gson = GsonFactory.createSnakeCase(strict);
        String direct = slack.world().direct(FakeSlack.ALICE);
        String first = slack.world().writes(Note.from(FakeSlack.ALICE, "one").in(FakeSlack.GENERAL));
        slack.world().writes(Note.from(FakeSlack.BOB, "two").in(FakeSlack.GENERAL).under(first));
        slack.world().writes(Note.from(FakeSlack.BOB, "by a bot").in(FakeSlack.TRIO).byBot());
        slack.world().mentions(FakeSlack.GENERAL, slack.world().writes(Note.from(FakeSlack.BOB, "you").in(FakeSlack.GENERAL).mentioning()));
        slack.hold("notes.txt", new byte[] {1});
        String brought = slack.world().writes(Note.from(FakeSlack.ALICE, "look").with("notes.txt"));
        slack.world().changes(FakeSlack.GENERAL, first, "three");
        slack.world().unfurls(FakeSlack.GENERAL, first);
        slack.world().reacts(FakeSlack.BOB, direct, brought, "+1", true);
        slack.world().reacts(FakeSlack.BOB, direct, brought, "+1", false);
        slack.world().presses(FakeSlack.BOB, FakeSlack.GENERAL, first, "tea");
        slack.world().deletes(FakeSlack.GENERAL, first);
        slack.world().appComes(FakeSlack.GENERAL);
        assertThat(slack.sockets().told()).hasSizeGreaterThan(10).allSatisfy(payload -> {
            JsonNode event = payload.path("event");
            String kind = (event.path("type").asText() + " " + event.path("subtype").asText("")).strip();
            Class<?> type = payload.path("type").asText().equals("block_actions") ? BlockActionPayload.class : PAYLOADS.get(kind);
            assertThat(type).as(kind).isNotNull();
            assertThat(gson.fromJson(payload.toString(), type)).isNotNull();
        });
    }
}
