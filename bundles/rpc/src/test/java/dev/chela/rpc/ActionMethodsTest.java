package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Outbound;
import dev.chela.core.turn.internal.Talk;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.Wire.Memory;
import dev.chela.testkit.channel.Wire;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What clients do on channels besides sending a text. */
class ActionMethodsTest {
    @TempDir
    private Path root;
    private final Wire wire = new Wire(Memory.NONE);
    private WiredHouse house;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        house = new WiredHouse(new Talk(root, LoopbackChannel.on(wire, 200),
                Map.of(LoopbackChannel.ID, Map.of("allowFrom", List.of("alice"), "token", "hidden-token-value"))));
        client = house.client();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        house.close();
    }

    private static String action(String key, String action, String params) {
        return "{'channel':'loopback','action':'" + action + "','params':{'target':'alice'," + params + "},'idempotencyKey':'" + key + "'}";
    }

    private JsonNode act(String key, String action, String params) {
        return client.call("message.action", action(key, action, params));
    }

    private String refused(String action, String params) {
        return client.refused("message.action", action("refused", action, params)).path("message").asText();
    }

    @Test
    void a_file_goes_with_a_message_by_any_of_its_names() {
        act("k1", "send", "'caption':'look','media':'data:text/plain;base64,aGk=','filename':'hi.txt'");
        act("k2", "sendAttachment", "'buffer':'aGk=','mimeType':'text/csv','message':'','forceDocument':false");
        act("k3", "reply", "'messageId':'e1','mediaUrls':['data:text/plain;base64,aGk=']");
        assertThat(wire.arrived()).extracting(arrived -> arrived.text() + arrived.files()).containsExactly(
                "look[Held[name=hi.txt, mimeType=text/plain, content=hi]]", "[Held[name=file, mimeType=text/csv, content=hi]]",
                "[Held[name=file.txt, mimeType=text/plain, content=hi]]");
        assertThat(wire.arrived()).last().satisfies(arrived -> assertThat(arrived.answers()).isEqualTo("e1"));
    }

    @Test
    void a_poll_begins_once_for_each_key() {
        String poll = "{'to':'alice','question':'When?','options':['now','later','never'],'maxSelections':2,'channel':'loopback','idempotencyKey':'p1'}";
        JsonNode begun = client.call("poll", poll);
        assertThat(begun.path("runId").asText()).isEqualTo("p1");
        assertThat(begun.path("channel").asText()).isEqualTo("loopback");
        assertThat(begun.path("messageId").asText()).isNotBlank();
        assertThat(client.call("poll", poll)).isEqualTo(begun);
        Conversation alice = new Conversation("alice", Conversation.Kind.DIRECT, "", "", "");
        assertThat(wire.gestures()).containsExactly(new Outbound.Poll(alice, "When?", List.of("now", "later", "never"), 2));
    }

    @Test
    void everything_that_the_channel_can_do_is_done_and_said_to_be() {
        assertThat(act("k1", "react", "'messageId':'m7','emoji':'+1'").path("ok").asBoolean()).isTrue();
        act("k2", "react", "'messageId':7,'emoji':'+1','remove':true");
        act("k3", "edit", "'messageId':'m7','message':'better'");
        act("k4", "delete", "'messageId':'m7'");
        act("k5", "unsend", "'messageId':'m8'");
        act("k6", "poll", "'pollQuestion':'Who?','pollOption':['me','you'],'pollMulti':true");
        assertThat(wire.gestures()).extracting(done -> done.getClass().getSimpleName()).containsExactly("React", "React", "Edit", "Delete", "Delete", "Poll");
        assertThat(((Outbound.React) wire.gestures().get(1)).add()).isFalse();
        assertThat(((Outbound.React) wire.gestures().get(1)).target().id()).isEqualTo("7");
        assertThat(((Outbound.Edit) wire.gestures().get(2)).text().text()).isEqualTo("better");
        assertThat(((Outbound.Poll) wire.gestures().get(5)).most()).isEqualTo(2);
        assertThat(wire.arrived()).isEmpty();
    }

    @Test
    void a_text_is_sent_as_by_send_and_a_reply_stands_under_its_message() {
        JsonNode sent = act("k1", "send", "'message':'hello','json':true,'dryRun':false,'media':null,'buttons':[],'__sessionKey':'agent:main:main'");
        assertThat(sent.path("messageId").asText()).isEqualTo("m0");
        assertThat(act("k1", "send", "'message':'hello'")).as("the same key").isEqualTo(sent);
        act("k2", "reply", "'message':'yes','messageId':'m7'");
        client.call("message.action", "{'channel':'loopback','action':'send','params':{'to':'user:alice','message':'and'},"
                + "'reply':{'replyToId':'m8','source':'explicit'},'idempotencyKey':'k3'}");
        assertThat(wire.texts()).containsExactly("hello", "yes", "and");
        assertThat(wire.arrived()).extracting(Wire.Arrived::answers).containsExactly("", "m7", "m8");
    }

    @Test
    void what_the_channel_cannot_do_is_refused_by_the_channels_name_and_the_thing() {
        client.call("channels.stop", "{'channel':'loopback'}");
        wire.only(Set.of("Post"));
        client.call("channels.start", "{'channel':'loopback'}");
        assertThat(refused("react", "'messageId':'m7','emoji':'+1'")).contains("loopback cannot do this (React)", "it can Post");
        JsonNode poll = client.refused("poll", "{'to':'alice','question':'?','options':['a','b'],'idempotencyKey':'p'}");
        assertThat(poll.path("code").asText()).isEqualTo("INVALID_REQUEST");
        assertThat(poll.path("message").asText()).contains("loopback cannot do this (Poll)");
        assertThat(refused("pin", "'messageId':'m7'")).contains("message action pin is not supported for channel loopback", "react");
        assertThat(wire.gestures()).isEmpty();
    }

    @Test
    void what_is_wrong_is_refused_by_name() {
        assertThat(refused("react", "'messageId':'m7'")).contains("/params/emoji");
        assertThat(refused("edit", "'message':'x'")).contains("/params/messageId");
        assertThat(refused("send", "'message':'x','media':'nothing.txt'")).contains("'nothing.txt' is no file");
        assertThat(refused("send", "'message':'x','asVoice':true")).contains("/params/asVoice", "not supported for send");
        assertThat(refused("sendAttachment", "'message':'x'")).contains("/params/media", "buffer");
        assertThat(refused("poll", "'pollQuestion':'?','pollOption':['one']")).contains("2 to 12");
        assertThat(refused("poll", "'pollQuestion':'?','pollOption':['a','b'],'pollDurationHours':2")).contains("/params/pollDurationHours");
        assertThat(message("message.action", "{'channel':'nowhere','action':'delete','params':{'to':'alice','messageId':'m'},'idempotencyKey':'k'}"))
                .contains("unknown channel: nowhere");
        assertThat(message("message.action", "{'channel':'loopback','action':'delete','params':{'messageId':'m'},'idempotencyKey':'k'}")).contains("/params/target");
        assertThat(message("message.action", "{'channel':'loopback','action':'delete','params':{'to':'alice','messageId':'m'},'agentId':'No One','idempotencyKey':'k'}"))
                .contains("No One");
        String delete = "{'channel':'loopback','action':'delete','params':{'to':'alice','messageId':'m'},'idempotencyKey':'k',";
        assertThat(message("message.action", delete + "'conversationReadOrigin':'elsewhere'}")).contains("conversationReadOrigin");
        assertThat(message("message.action", delete + "'reply':{'source':'explicit'}}")).contains("replyToId");
        assertThat(poll("'options':['a','b'],'durationSeconds':60")).contains("durationSeconds");
        assertThat(poll("'options':['a','b'],'silent':true")).contains("/silent");
        assertThat(poll("'options':['a','b'],'maxSelections':3")).contains("maxSelections");
        assertThat(poll("'options':['a',' ']")).contains("options");
        assertThat(wire.gestures()).isEmpty();
        assertThat(wire.arrived()).isEmpty();
    }

    private String poll(String more) {
        return message("poll", "{'to':'alice','question':'When?'," + more + ",'idempotencyKey':'p'}");
    }

    private String message(String method, String params) {
        return client.refused(method, params).path("message").asText();
    }
}
