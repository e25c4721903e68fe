package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.channel.webchat.internal.WebChat;
import dev.chela.core.turn.internal.Talk;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What the contract of platforms asks of a channel, where the platform is the gateway's own socket: for what is said on the page the gateway
 * promises it, beside the channel that is open.
 */
class WebChatTest {
    @TempDir
    private Path root;
    private WiredHouse house;
    private Client page;

    @BeforeEach
    void open() throws Exception {
        house = new WiredHouse(new Talk(root, new WebChat(), Map.of("webchat", Map.of())));
        page = house.client();
    }

    @AfterEach
    void close() throws Exception {
        page.close();
        house.close();
    }

    private void converse(String run, String text, String answer) throws Exception {
        page.call("chat.send", "{'sessionKey':'main','message':'" + text + "','idempotencyKey':'" + run + "'}");
        house.talk.model.next().answer(answer);
        assertThat(page.end(run).path("state").asText()).isEqualTo("final");
    }

    private List<JsonNode> messages() {
        return StreamSupport.stream(page.call("chat.history", "{'sessionKey':'main'}").path("messages").spliterator(), false).toList();
    }

    private List<String> seen() {
        return messages().stream().map(each -> each.path("role").asText() + ": " + each.findValuesAsText("text").get(0)).toList();
    }

    @Test
    void is_there_and_is_checked_like_any_channel() {
        JsonNode account = page.call("channels.status", "{'probe':true}").path("channelAccounts").path("webchat").path(0);
        assertThat(account.path("healthState").asText()).as("%s", account).isEqualTo("connected");
        assertThat(account.path("probe").path("ok").asBoolean()).as("%s", account).isTrue();
    }

    @Test
    void brings_a_message_to_its_conversation_and_shows_and_names_what_is_answered() throws Exception {
        converse("r1", "hello", "hello there");
        assertThat(seen()).containsExactly("user: hello", "assistant: hello there");
        assertThat(messages()).allSatisfy(each -> assertThat(each.path("__openclaw").path("id").asText()).as("%s", each).isNotBlank());
        assertThat(messages().get(0).path("idempotencyKey").asText()).isEqualTo("r1:user");
    }

    @Test
    void does_not_double_what_is_sent_again() throws Exception {
        converse("r1", "hello", "hello there");
        page.call("chat.send", "{'sessionKey':'main','message':'hello','idempotencyKey':'r1'}");
        converse("r2", "and you?", "well");
        assertThat(seen()).containsExactly("user: hello", "assistant: hello there", "user: and you?", "assistant: well");
    }

    @Test
    void goes_on_where_it_was_after_a_restart() throws Exception {
        converse("r1", "one", "first");
        List<JsonNode> before = messages();
        close();
        open();
        assertThat(messages()).isEqualTo(before);
        page.call("chat.send", "{'sessionKey':'main','message':'one','idempotencyKey':'r1'}");
        converse("r2", "two", "second");
        assertThat(seen()).containsExactly("user: one", "assistant: first", "user: two", "assistant: second");
    }

    /** What is sent to it says where to write instead, and stands nowhere. */
    @Test
    void a_message_to_the_page_itself_is_refused_and_not_lost_without_a_word() throws Exception {
        converse("r1", "hello", "hello there");
        JsonNode refused = page.refused("send", "{'channel':'webchat','to':'page','message':'psst','idempotencyKey':'s1'}");
        assertThat(refused.path("message").asText()).isNotBlank();
        assertThat(seen()).containsExactly("user: hello", "assistant: hello there");
    }
}
