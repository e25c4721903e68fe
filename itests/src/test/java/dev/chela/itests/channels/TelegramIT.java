package dev.chela.itests.channels;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import dev.chela.testkit.model.Mishap;
import dev.chela.testkit.telegram.BotRoom;
import dev.chela.testkit.telegram.FakeTelegram;
import dev.chela.testkit.telegram.Heard;
import dev.chela.testkit.telegram.Letter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** A Telegram bot from its first stranger on: paired, spoken to alone and in a group, killed in the middle of an answer. */
class TelegramIT extends OneHouse {
    private static final Pattern ORDER = Pattern.compile("chela pairing approve telegram ([A-Z2-9]{8})");
    private static final long OWNER = 1_001;
    private static final long FRIEND = 3_003;
    private static final long STRANGER = 2_002;
    /** Who writes to both bots. */
    private static final long WORKER = 4_004;
    private static final long PAINTER = 5_005;
    private static final long MENTOR = 6_006;
    private static final long GUEST = 7_007;
    private static final long GROUP = -1_002_000_000_001L;

    private static final String WORK_TOKEN = "7000000002:AAFakeTokenOfAnotherBot0123456789abc";

    private final FakeTelegram telegram = FakeTelegram.start();
    private final FakeTelegram work = FakeTelegram.start(WORK_TOKEN, "work_test_bot");

    @Override
    protected String settings() {
        return super.settings().replace("tools: {", """
                channels: { telegram: { streaming: "partial", accounts: {
                  default: { botToken: "%s", apiRoot: "%s", allowFrom: ["%d", "%d", "%d", "%d", "%d"], groupAllowFrom: ["%d"] },
                  work: { botToken: "%s", apiRoot: "%s", allowFrom: ["%d"] } } } },
                bindings: [{ agentId: "clerk", match: { channel: "telegram", accountId: "work" } }],
                tools: {""".formatted(FakeTelegram.TOKEN, telegram.root(), OWNER, FRIEND, WORKER, PAINTER, GUEST, OWNER, WORK_TOKEN, work.root(), WORKER))
                .replace("agents: { defaults", "agents: { entries: { main: { default: true }, clerk: {} }, defaults").replace("session: {", "session: { dmScope: \"per-channel-peer\",");
    }

    @AfterAll
    void hangUp() {
        telegram.close();
        work.close();
    }

    private static String chat(long id) {
        return String.valueOf(id);
    }

    @Test
    void a_stranger_gets_a_code_and_talks_once_it_is_approved() throws InterruptedException {
        telegram.room().writes(Letter.from(STRANGER, "echo never read"));
        Matcher order = ORDER.matcher(telegram.room().await(chat(STRANGER), 1).get(0));
        assertThat(order.find()).isTrue();
        try (Wire doorkeeper = gateway.connectWith("operator.pairing")) {
            doorkeeper.call("channels.pairing.approve", "{\"channel\":\"telegram\",\"accountId\":\"default\",\"requestId\":\"" + order.group(1) + "\"}");
        }
        telegram.room().writes(Letter.from(STRANGER, "echo heard at **last**"));
        assertThat(telegram.room().await(chat(STRANGER), 2).get(1)).isEqualTo("heard at last");
        assertThat(telegram.room().texts(chat(STRANGER))).noneMatch(text -> text.contains("never read"));
    }

    @Test
    void a_group_is_answered_when_it_mentions_the_bot() throws InterruptedException {
        telegram.room().writes(Letter.from(OWNER, "echo among ourselves").in(GROUP));
        telegram.room().writes(Letter.from(OWNER, "@" + FakeTelegram.BOT_NAME + " echo you are meant").in(GROUP).mentioning());
        assertThat(telegram.room().await(chat(GROUP), 1)).containsExactly("you are meant");
        JsonNode call = telegram.room().seen().stream().filter(seen -> seen.chat().equals(chat(GROUP))).findFirst().orElseThrow().call();
        assertThat(call.path("reply_parameters").path("message_id").asLong()).isPositive();
    }

    @Test
    void a_question_of_the_assistant_is_answered_by_pressing_a_button_also_after_a_kill() throws InterruptedException {
        telegram.room().writes(Letter.from(GUEST, "tool ask_user {\"questions\":[{\"question\":\"Which colour?\",\"options\":[{\"label\":\"Red\"},{\"label\":\"Blue\"}]}]}"));
        Until.holds("there are buttons", () -> buttoned().isPresent());
        gateway.kill();
        BotRoom.Seen asked = buttoned().orElseThrow();
        JsonNode buttons = asked.call().path("reply_markup").path("inline_keyboard");
        assertThat(buttons.findValuesAsText("text")).containsExactly("Red", "Blue", "Skip");
        telegram.room().presses(GUEST, asked, buttons.get(1).get(0).path("callback_data").asText());
        gateway.start();
        Until.holds("it is answered, and the assistant knows", () -> telegram.room().texts(chat(GUEST)).contains("Answered: Blue")
                && telegram.room().texts(chat(GUEST)).stream().anyMatch(text -> text.contains("Which colour?\nBlue")));
    }

    private Optional<BotRoom.Seen> buttoned() {
        return telegram.room().seen().stream().filter(seen -> seen.chat().equals(chat(GUEST)) && seen.call().has("reply_markup")).findFirst();
    }

    @Test
    void what_a_kill_interrupts_is_answered_once_and_so_is_what_was_written_meanwhile() throws InterruptedException {
        model.next(new Mishap.Hang(1));
        telegram.room().writes(Letter.from(OWNER, "echo before the kill"));
        model.awaitRequests(1);
        gateway.kill();
        telegram.room().writes(Letter.from(FRIEND, "echo while it was down"));
        gateway.start();
        assertThat(telegram.room().await(chat(OWNER), 1)).containsExactly("before the kill");
        assertThat(telegram.room().await(chat(FRIEND), 1)).containsExactly("while it was down");
        assertThat(telegram.room().awaitConfirmed()).isEmpty();
        telegram.room().writes(Letter.from(OWNER, "echo and on"));
        assertThat(telegram.room().await(chat(OWNER), 2)).containsExactly("before the kill", "and on");
        assertThat(telegram.room().texts(chat(FRIEND))).hasSize(1);
        assertThat(gateway.log().sinceBoot()).doesNotContain(FakeTelegram.TOKEN);
    }

    @Test
    void a_file_that_a_client_sends_arrives_with_its_words_and_one_that_a_kill_interrupts_arrives_after_it() throws Exception {
        String mentor = chat(MENTOR);
        Path workspace = Files.createDirectories(gateway.home().resolve("agents/main/workspace"));
        Files.writeString(workspace.resolve("notes.txt"), "eggs");
        JsonNode sent = wire.call("send", "{\"to\":\"" + mentor + "\",\"channel\":\"telegram\",\"accountId\":\"default\",\"message\":\"look\","
                + "\"mediaUrl\":\"notes.txt\",\"idempotencyKey\":\"file-1\"}");
        assertThat(telegram.room().seen()).filteredOn(seen -> seen.chat().equals(mentor)).singleElement().satisfies(seen -> {
            assertThat(seen.method()).isEqualTo("sendDocument");
            assertThat(seen.text()).isEqualTo("look");
            assertThat(seen.file()).contains(new Heard.Upload("notes.txt", "text/plain", "eggs"));
            assertThat(sent.path("messageId").asText()).isEqualTo(String.valueOf(seen.id()));
        });
        wire.call("channels.stop", "{\"channel\":\"telegram\",\"accountId\":\"default\"}");
        wire.request("send", "{\"to\":\"" + mentor + "\",\"channel\":\"telegram\",\"accountId\":\"default\",\"buffer\":\"ZmxvdXI=\","
                + "\"filename\":\"more.txt\",\"idempotencyKey\":\"file-2\"}");
        Until.holds("it waits", () -> wire.call("deliveries.list", "{\"waiting\":true}").toString().contains("send:file-2:1"));
        gateway.kill();
        Files.delete(workspace.resolve("notes.txt"));
        gateway.start();
        assertThat(telegram.room().await(mentor, 2)).containsExactly("look", "");
        assertThat(telegram.room().seen()).filteredOn(seen -> seen.chat().equals(mentor)).last()
                .satisfies(seen -> assertThat(seen.file()).contains(new Heard.Upload("more.txt", "text/plain", "flour")));
        Until.holds("nothing is kept any longer", () -> kept() == 0);
    }

    private int kept() {
        return Optional.ofNullable(gateway.home().resolve("state/media").toFile().list()).map(names -> names.length).orElse(-1);
    }

    @Test
    void two_bots_are_two_accounts_with_an_agent_each() throws InterruptedException {
        telegram.room().writes(Letter.from(WORKER, "echo said at home"));
        work.room().writes(Letter.from(WORKER, "echo said at work"));
        work.room().writes(Letter.from(PAINTER, "echo let me in"));
        assertThat(work.room().await(chat(WORKER), 1)).containsExactly("said at work");
        assertThat(work.room().await(chat(PAINTER), 1)).singleElement().asString().contains("chela pairing approve telegram");
        Until.holds("the answer at home", () -> telegram.room().texts(chat(WORKER)).contains("said at home"));
        assertThat(telegram.room().texts(chat(WORKER))).noneMatch(text -> text.contains("work"));
        List<String> keys = new ArrayList<>();
        wire.call("sessions.list", "{}").path("sessions").forEach(one -> keys.add(one.path("key").asText()));
        assertThat(keys).contains("agent:clerk:telegram:peer:" + WORKER, "agent:main:telegram:peer:" + WORKER);
        JsonNode accounts = wire.call("channels.status", "{}").path("channelAccounts").path("telegram");
        assertThat(accounts).hasSize(2).allSatisfy(account -> {
            assertThat(account.path("connected").asBoolean()).isTrue();
            assertThat(account.path("lastTransportActivityAt").asLong()).isPositive();
        });
    }

    @Test
    void a_picture_is_shown_to_the_model_and_what_cannot_be_opened_is_told_by_name() throws InterruptedException {
        byte[] picture = "\u0089PNG\r\n\u001a\na cat".getBytes(StandardCharsets.ISO_8859_1);
        telegram.hold("AgACcat0001", picture);
        int before = telegram.room().texts(chat(PAINTER)).size();
        telegram.room().writes(Letter.from(PAINTER, "").with(message -> {
            message.remove("text");
            message.put("caption", "echo seen");
            message.putArray("photo").addObject().put("file_id", "AgACcat0001").put("file_unique_id", "u").put("width", 9).put("height", 9);
            message.putObject("voice").put("file_id", "AwACvoice01").put("file_unique_id", "v").put("duration", 2);
        }));
        assertThat(telegram.room().await(chat(PAINTER), before + 1)).last().isEqualTo("seen");
        assertThat(model.requests()).anySatisfy(request -> assertThat(request.body().toString())
                .contains(Base64.getEncoder().encodeToString(picture), "cannot be opened here: voice, audio/ogg"));
        assertThat(telegram.heard("getFile")).hasSize(1);
    }
}
