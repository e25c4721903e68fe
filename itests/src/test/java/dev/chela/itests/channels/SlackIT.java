package dev.chela.itests.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.model.Mishap;
import dev.chela.testkit.slack.FakeSlack;
import dev.chela.testkit.slack.Note;
import dev.chela.testkit.slack.Upset;
import dev.chela.testkit.slack.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Slack app from its first stranger on: paired, mentioned in a channel, killed in the middle of an answer; and another one to which Slack brings what happens. */
class SlackIT extends OneHouse {
    private static final Pattern ORDER = Pattern.compile("chela pairing approve slack ([A-Z2-9]{8})");
    private static final String SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    private static final String OWNER = "U0OWNER11";
    private static final String FRIEND = "U0FRIEN12";
    private static final String STRANGER = "U0STRAN14";
    private static final String LISTENER = "U0LISTE15";
    private static final String READER = "U0READE16";
    private static final String GUEST = "U0GUEST17";

    private final FakeSlack slack = FakeSlack.start();
    private final FakeSlack other = FakeSlack.start();
    private final World world = slack.world();

    @Override
    protected String settings() {
        return super.settings().replace("tools: {", """
                channels: { slack: { allowFrom: ["%s", "%s", "%s", "%s", "%s"], groupPolicy: "open", groups: { "%s": {}, "%s": {} }, accounts: {
                  default: { botToken: "%s", appToken: "%s", apiRoot: "%s" },
                  web: { mode: "http", botToken: "%s", signingSecret: "%s", apiRoot: "%s" } } } },
                tools: {""".formatted(OWNER, FRIEND, LISTENER, READER, GUEST, FakeSlack.GENERAL, FakeSlack.TRIO, FakeSlack.BOT_TOKEN, FakeSlack.APP_TOKEN, slack.root(),
                FakeSlack.BOT_TOKEN, SECRET, other.root()))
                .replace("session: {", "session: { dmScope: \"per-account-channel-peer\",");
    }

    @AfterAll
    void hangUp() {
        slack.close();
        other.close();
    }

    @BeforeEach
    void there() throws InterruptedException {
        slack.sockets().await("a socket", () -> slack.sockets().connected() > 0);
    }

    private void says(String user, String text) {
        world.writes(Note.from(user, text));
    }

    @Test
    void a_stranger_gets_a_code_and_talks_once_it_is_approved() throws InterruptedException {
        says(STRANGER, "echo never read");
        String there = world.direct(STRANGER);
        Matcher order = ORDER.matcher(world.await(there, 1).get(0));
        assertThat(order.find()).isTrue();
        try (Wire doorkeeper = gateway.connectWith("operator.pairing")) {
            doorkeeper.call("channels.pairing.approve", "{\"channel\":\"slack\",\"accountId\":\"default\",\"requestId\":\"" + order.group(1) + "\"}");
        }
        says(STRANGER, "echo heard at **last**, a_b");
        assertThat(world.await(there, 2).get(1)).isEqualTo("heard at *last*, a_b");
        assertThat(world.texts(there)).noneMatch(text -> text.contains("never read"));
    }

    @Test
    void a_channel_is_answered_when_it_mentions_the_app_and_a_thread_of_it_is_another_conversation() throws InterruptedException {
        world.writes(Note.from(OWNER, "echo among ourselves").in(FakeSlack.GENERAL));
        String asked = world.writes(Note.from(OWNER, "echo you are meant").in(FakeSlack.GENERAL).mentioning());
        assertThat(world.await(FakeSlack.GENERAL, 1)).containsExactly("you are meant");
        world.writes(Note.from(OWNER, "echo in the thread").in(FakeSlack.GENERAL).under(asked).mentioning());
        assertThat(world.await(FakeSlack.GENERAL, 2)).containsExactly("you are meant", "in the thread");
        assertThat(world.standing(FakeSlack.GENERAL)).last().satisfies(answer -> assertThat(answer.path("thread_ts").asText()).isEqualTo(asked));
        String sessions = wire.call("sessions.list", "{}").toString().toLowerCase(Locale.ROOT);
        assertThat(sessions).contains("slack:channel:" + FakeSlack.GENERAL.toLowerCase(Locale.ROOT), asked);
    }

    @Test
    void a_question_of_the_assistant_is_answered_by_pressing_a_button() throws InterruptedException {
        String there = world.direct(GUEST);
        says(GUEST, "tool ask_user {\"questions\":[{\"question\":\"Which colour?\",\"options\":[{\"label\":\"Red\"},{\"label\":\"Blue\"}]}]}");
        world.await(there, 1);
        JsonNode asked = world.standing(there).get(1);
        List<JsonNode> buttons = asked.path("blocks").findParents("action_id");
        assertThat(buttons).extracting(button -> button.path("text").path("text").asText()).containsExactly("Red", "Blue", "Skip");
        world.presses(GUEST, there, asked.path("ts").asText(), buttons.get(1).path("value").asText());
        assertThat(world.await(there, 3)).contains("Answered: Blue").anyMatch(text -> text.contains("Which colour?\nBlue"));
    }

    @Test
    void what_a_kill_interrupts_is_answered_once_and_so_is_what_was_written_meanwhile() throws InterruptedException {
        model.next(new Mishap.Hang(1));
        says(OWNER, "echo before the kill");
        model.awaitRequests(1);
        gateway.kill();
        says(FRIEND, "echo while it was down");
        gateway.start();
        assertThat(world.await(world.direct(OWNER), 1)).containsExactly("before the kill");
        assertThat(world.await(world.direct(FRIEND), 1)).containsExactly("while it was down");
        says(OWNER, "echo and on");
        assertThat(world.await(world.direct(OWNER), 2)).containsExactly("before the kill", "and on");
        assertThat(world.texts(world.direct(FRIEND))).hasSize(1);
        assertThat(gateway.log().sinceBoot()).doesNotContain(FakeSlack.BOT_TOKEN).doesNotContain(FakeSlack.APP_TOKEN).doesNotContain(SECRET);
    }

    @Test
    void what_slack_gave_up_to_tell_is_read_and_answered_once_and_in_order() throws InterruptedException {
        says(READER, "echo before");
        String there = world.direct(READER);
        world.await(there, 1);
        gateway.kill();
        says(READER, "echo one");
        says(READER, "echo two");
        String root = world.writes(Note.from(OWNER, "echo in the group").in(FakeSlack.TRIO).mentioning());
        world.writes(Note.from(OWNER, "echo below it").in(FakeSlack.TRIO).under(root).mentioning());
        slack.sockets().giveUp();
        gateway.start();
        // What waits together may be answered together.
        Until.holds("what waited is answered", () -> world.texts(there).contains("two"));
        assertThat(model.requests()).as("in order").anyMatch(asked -> asked.body().toString().matches("(?s).*echo one.*echo two.*"));
        Until.holds("the group is answered", () -> world.texts(FakeSlack.TRIO).containsAll(List.of("in the group", "below it")));
        gateway.kill();
        gateway.start();
        says(READER, "echo and on");
        Until.holds("what is written now is answered", () -> world.texts(there).contains("and on"));
        assertThat(world.texts(there)).startsWith("before").endsWith("two", "and on").doesNotHaveDuplicates();
        assertThat(world.texts(FakeSlack.TRIO)).containsOnlyOnce("in the group", "below it");
    }

    @Test
    void an_answer_whose_receipt_was_lost_stands_once_and_is_known_to() throws InterruptedException {
        slack.next("chat.postMessage", new Upset.AnswerLost());
        says(LISTENER, "echo just once");
        String there = world.direct(LISTENER);
        Until.holds("Slack is asked whether it has it", () -> slack.heard("conversations.history").stream()
                .anyMatch(call -> call.text("channel").equals(there) && call.text("include_all_metadata").equals("true")));
        Until.holds("it is known to be sent", () -> !wire.call("deliveries.list", "{\"waiting\":true}").toString().contains(LISTENER));
        assertThat(world.texts(there)).containsExactly("just once");
        assertThat(gateway.log().sinceBoot()).doesNotContain("in doubt");
    }

    @Test
    void what_slack_brings_is_answered_when_slack_signed_it() throws Exception {
        other.world().writes(Note.from(OWNER, "echo by request"));
        String event = other.sockets().told().get(0).toString();
        assertThat(brought(event, sign("00000000000000000000000000000000", event))).isEqualTo(401);
        Until.holds("Slack has met it", () -> brought(event, sign(SECRET, event)) == 200);
        assertThat(brought(event, sign(SECRET, event))).isEqualTo(200);
        assertThat(other.world().await(other.world().direct(OWNER), 1)).containsExactly("by request");
        other.world().writes(Note.from(OWNER, "echo and on"));
        String next = other.sockets().told().get(other.sockets().told().size() - 1).toString();
        assertThat(brought(next, sign(SECRET, next))).isEqualTo(200);
        assertThat(other.world().await(other.world().direct(OWNER), 2)).containsExactly("by request", "and on");
    }

    private record Signed(String at, String signature) {}

    private static Signed sign(String secret, String body) {
        String at = String.valueOf(Instant.now().getEpochSecond());
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.getBytes(StandardCharsets.US_ASCII), "HmacSHA256"));
            return new Signed(at, "v0=" + HexFormat.of().formatHex(mac.doFinal(("v0:" + at + ":" + body).getBytes(StandardCharsets.UTF_8))));
        } catch (GeneralSecurityException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private int brought(String event, Signed by) {
        HttpRequest request = HttpRequest.newBuilder(gateway.page("channels/slack/web")).header("Content-Type", "application/json")
                .header("X-Slack-Request-Timestamp", by.at()).header("X-Slack-Signature", by.signature()).POST(HttpRequest.BodyPublishers.ofString(event)).build();
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.discarding()).statusCode();
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(stopped);
        }
    }
}
