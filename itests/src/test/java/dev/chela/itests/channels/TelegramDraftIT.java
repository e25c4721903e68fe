package dev.chela.itests.channels;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Until;
import dev.chela.testkit.telegram.FakeTelegram;
import dev.chela.testkit.telegram.Heard;
import dev.chela.testkit.telegram.Letter;
import dev.chela.testkit.telegram.Upset;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An answer that is shown over Telegram while it is written: one message, changed now and then, which becomes the answer. */
class TelegramDraftIT extends OneHouse {
    private static final String LONG = IntStream.rangeClosed(1, 60).mapToObj(n -> "word" + n).collect(Collectors.joining(" "));

    private final FakeTelegram telegram = FakeTelegram.start();
    private long nextPerson = 1_000;
    private long person;
    private int posts;
    private int edits;
    private int held;

    @Override
    protected String settings() {
        return super.settings().replace("tools: {", """
                channels: { telegram: { botToken: "%s", apiRoot: "%s", dmPolicy: "open", allowFrom: ["*"], streaming: "partial" } },
                tools: {""".formatted(FakeTelegram.TOKEN, telegram.root())).replace("session: {", "session: { dmScope: \"per-channel-peer\",");
    }

    @AfterAll
    void hangUp() {
        telegram.close();
    }

    /** Nobody who has been written to before, so that no test waits for what another sent. */
    @BeforeEach
    void somebodyNew() {
        person = nextPerson++;
        posts = telegram.heard("sendMessage").size();
        edits = telegram.heard("editMessageText").size();
        held = model.held();
    }

    @AfterEach
    void nothingIsHeldOrAskedForAgain() {
        assertThat(telegram.heard("sendMessage")).as("messages sent").hasSize(posts + 1);
        assertThat(gateway.log().sinceBoot()).doesNotContain("delivery ", FakeTelegram.TOKEN);
    }

    private List<String> texts() {
        return telegram.room().texts(String.valueOf(person));
    }

    private List<Heard> editsSoFar() {
        List<Heard> all = telegram.heard("editMessageText");
        return all.subList(edits, all.size());
    }

    /** The model stops after the first words, which are shown; then after some more. */
    private void halfSaid() throws InterruptedException {
        begun("[hold=6] [hold=40]");
        model.release();
        model.awaitHeld(held + 2);
        telegram.await("editMessageText", edits + 1);
    }

    private void begun(String how) throws InterruptedException {
        telegram.room().writes(Letter.from(person, "echo " + how + " " + LONG));
        model.awaitHeld(held + 1);
        assertThat(telegram.room().await(String.valueOf(person), 1)).singleElement().asString().startsWith("word1 word2").endsWith("…");
    }

    private void theAnswerStandsThereAlone() {
        Until.holds(Until.PATIENCE, () -> "the answer: " + texts(), () -> texts().equals(List.of(LONG)));
        assertThat(gateway.log().sinceBoot()).doesNotContain("delivery ");
    }

    @Test
    void is_changed_less_often_than_the_model_says_something() throws InterruptedException {
        long begun = System.nanoTime();
        begun("[hold=6] [delay=50]");
        model.release();
        theAnswerStandsThereAlone();
        long seconds = TimeUnit.NANOSECONDS.toSeconds(System.nanoTime() - begun);
        assertThat(editsSoFar().size()).as("changes in %s s", seconds).isBetween(1, (int) seconds + 2);
    }

    @Test
    void becomes_the_answer_once_when_telegram_says_to_wait_with_changes() throws InterruptedException {
        telegram.next("editMessageText", new Upset.Says(429, "Too Many Requests: retry after 3", 3, 0));
        halfSaid();
        model.release();
        theAnswerStandsThereAlone();
        List<Heard> all = editsSoFar();
        assertThat(all).hasSizeGreaterThan(1);
        assertThat(all.get(1).at() - all.get(0).at()).isGreaterThanOrEqualTo(TimeUnit.SECONDS.toNanos(3));
    }

    @Test
    void that_a_change_changes_nothing_is_no_fault() throws InterruptedException {
        telegram.next("editMessageText", new Upset.Says(400, "Bad Request: message is not modified: specified new message content and reply"
                + " markup are exactly the same as a current content and reply markup of the message"));
        halfSaid();
        model.release();
        theAnswerStandsThereAlone();
        assertThat(editsSoFar()).hasSizeGreaterThan(1);
    }

    @Test
    void is_one_message_still_when_the_gateway_was_killed_while_it_was_written() throws InterruptedException {
        halfSaid(); // It has been changed, so that its first message is noted: only then can another life know of it.
        gateway.kill();
        gateway.start();
        model.awaitHeld(held + 3);
        model.release();
        model.awaitHeld(held + 4);
        model.release();
        theAnswerStandsThereAlone();
    }
}
