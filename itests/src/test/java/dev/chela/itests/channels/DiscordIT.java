package dev.chela.itests.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.discord.FakeDiscord;
import dev.chela.testkit.discord.Note;
import dev.chela.testkit.discord.Upset;
import dev.chela.testkit.discord.World;
import dev.chela.testkit.model.Mishap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A Discord bot from its first stranger on: paired, mentioned in a server, killed in the middle of an answer, with its session and without. */
class DiscordIT extends OneHouse {
    private static final Pattern ORDER = Pattern.compile("chela pairing approve discord ([A-Z2-9]{8})");
    private static final String OWNER = "100000000000000011";
    private static final String FRIEND = "100000000000000012";
    private static final String MENTOR = "100000000000000013";
    private static final String STRANGER = "100000000000000014";
    private static final String LISTENER = "100000000000000015";
    private static final String BOSS = "100000000000000016";

    private final FakeDiscord discord = FakeDiscord.start();
    private final World world = discord.world();

    @Override
    protected String settings() {
        return super.settings().replace("tools: {", """
                channels: { discord: { token: "%s", apiRoot: "%s", allowFrom: ["%s", "%s", "%s", "%s", "%s"],
                  groupPolicy: "open", groups: { "%s": {} } } },
                tools: {""".formatted(FakeDiscord.TOKEN, discord.root(), OWNER, FRIEND, MENTOR, LISTENER, BOSS, FakeDiscord.GENERAL))
                .replace("ask: \"off\"", "ask: \"always\"").replace("agents: {", "commands: { ownerAllowFrom: [\"discord:" + BOSS + "\"] }, agents: {")
                .replace("session: {", "session: { dmScope: \"per-channel-peer\",");
    }

    @AfterAll
    void hangUp() {
        discord.close();
    }

    @BeforeEach
    void there() throws InterruptedException {
        discord.gateway().await("a session", discord.gateway()::heard);
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
            doorkeeper.call("channels.pairing.approve", "{\"channel\":\"discord\",\"accountId\":\"default\",\"requestId\":\"" + order.group(1) + "\"}");
        }
        says(STRANGER, "echo heard at **last**, a_b");
        assertThat(world.await(there, 2).get(1)).isEqualTo("heard at **last**, a\\_b");
        assertThat(world.texts(there)).noneMatch(text -> text.contains("never read"));
    }

    @Test
    void a_channel_of_a_server_is_answered_when_it_mentions_the_bot_and_a_thread_of_it_is_another_conversation() throws InterruptedException {
        world.writes(Note.from(OWNER, "echo among ourselves").in(FakeDiscord.GENERAL));
        String asked = world.writes(Note.from(OWNER, "echo you are meant").in(FakeDiscord.GENERAL).mentioning());
        assertThat(world.await(FakeDiscord.GENERAL, 1)).containsExactly("you are meant");
        JsonNode call = discord.heard("POST", "/channels/" + FakeDiscord.GENERAL + "/messages").get(0).body();
        assertThat(call.path("message_reference").path("message_id").asText()).isEqualTo(asked);
        String thread = world.thread(FakeDiscord.GENERAL, "plans");
        world.writes(Note.from(OWNER, "echo in the thread").in(thread).mentioning());
        assertThat(world.await(thread, 1)).containsExactly("in the thread");
        assertThat(wire.call("sessions.list", "{}").toString()).contains("discord:channel:" + FakeDiscord.GENERAL, thread);
    }

    @Test
    void what_a_kill_interrupts_is_answered_once_and_so_is_what_was_written_meanwhile() throws InterruptedException {
        model.next(new Mishap.Hang(1));
        says(OWNER, "echo before the kill");
        model.awaitRequests(1);
        gateway.kill();
        says(FRIEND, "echo while it was down");
        int begun = discord.gateway().identified();
        gateway.start();
        assertThat(world.await(world.direct(OWNER), 1)).containsExactly("before the kill");
        assertThat(world.await(world.direct(FRIEND), 1)).containsExactly("while it was down");
        assertThat(discord.gateway().identified()).as("it went on in its session").isEqualTo(begun);
        says(OWNER, "echo and on");
        assertThat(world.await(world.direct(OWNER), 2)).containsExactly("before the kill", "and on");
        assertThat(world.texts(world.direct(FRIEND))).hasSize(1);
        assertThat(gateway.log().sinceBoot()).doesNotContain(FakeDiscord.TOKEN);
    }

    @Test
    void a_kill_that_lasts_longer_than_the_session_loses_nothing_either() throws InterruptedException {
        says(MENTOR, "echo one");
        String there = world.direct(MENTOR);
        assertThat(world.await(there, 1)).containsExactly("one");
        gateway.kill();
        discord.gateway().forget();
        says(MENTOR, "echo two");
        gateway.start();
        assertThat(world.await(there, 2)).containsExactly("one", "two");
        try (Wire again = gateway.connectWith("operator.read")) {
            Until.holds("it says how it is", () -> again.call("channels.status", "{}").toString().contains("@" + FakeDiscord.BOT_NAME));
        }
    }

    @Test
    void a_command_that_waits_for_the_owner_is_allowed_and_another_one_denied_by_pressing_a_button() throws InterruptedException {
        String there = world.direct(BOSS);
        says(BOSS, "tool exec {\"command\":\"echo allowed by a press\"}");
        press(there, 1, "Allow once");
        assertThat(world.await(there, 3).subList(1, 3)).anyMatch(text -> text.startsWith("Allowed once: ")).anyMatch(text -> text.startsWith("allowed by a press"));
        says(BOSS, "tool exec {\"command\":\"echo never run\"}");
        press(there, 4, "Deny");
        assertThat(world.await(there, 6).subList(4, 6)).anyMatch(text -> text.startsWith("Denied: ")).anyMatch(text -> text.contains("denied this command"));
    }

    /** @param message the how manieth of the bot's in this place asks */
    private void press(String there, int message, String label) throws InterruptedException {
        world.await(there, message);
        JsonNode asked = world.standing(there).stream().filter(each -> each.path("author").path("bot").asBoolean()).toList().get(message - 1);
        JsonNode button = asked.path("components").get(0).path("components").findParents("label").stream()
                .filter(each -> each.path("label").asText().equals(label)).findFirst().orElseThrow(() -> new AssertionError(label + " in " + asked));
        world.presses(BOSS, there, asked.path("id").asText(), button.path("custom_id").asText());
    }

    @Test
    void an_answer_whose_receipt_was_lost_stands_once_and_is_known_to() throws InterruptedException {
        String there = world.direct(LISTENER);
        discord.next("POST", "/channels/" + there + "/messages", new Upset.AnswerLost());
        says(LISTENER, "echo just once");
        discord.await("POST", "/channels/" + there + "/messages", 2);
        Until.holds("it is known to be sent", () -> !wire.call("deliveries.list", "{\"waiting\":true}").toString().contains(LISTENER));
        assertThat(world.texts(there)).containsExactly("just once");
        assertThat(gateway.log().sinceBoot()).doesNotContain("in doubt");
    }
}
