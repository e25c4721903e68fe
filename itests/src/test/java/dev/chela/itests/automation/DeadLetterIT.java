package dev.chela.itests.automation;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.itests.automation.Receiver.Mood;
import dev.chela.itests.house.CommandLine;
import dev.chela.itests.house.CommandLine.Said;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Until;
import java.util.List;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

/** What a receiver does not take, and what a person does about it: over the protocol, in the console, by the command line. */
class DeadLetterIT extends OneHouse {
    private final Receiver receiver = new Receiver();

    @Override
    protected String settings() {
        String settings = super.settings().stripTrailing();
        return settings.substring(0, settings.length() - 1) + """
                  webhooks: { endpoints: { mine: { url: "http://127.0.0.1:%d/", secret: "a secret of a test, long enough", allowPrivate: true, timeoutMs: 5000,
                    maxAttempts: 2, events: ["lifecycle"] } } },
                }
                """.formatted(receiver.port());
    }

    @AfterAll
    void leave() {
        receiver.close();
    }

    /** Two turns, of two events each. */
    private void twoTurns() {
        wire.converse(session, "echo one", fresh("run"));
        wire.converse(session, "echo two", fresh("run"));
    }

    /** The first event of the session, which holds the three behind it. */
    private JsonNode dead() {
        Until.holds("a dead letter of " + key() + " that holds the rest", () -> letters().stream().anyMatch(each -> each.path("held").asInt() == 3));
        assertThat(letters()).hasSize(1);
        return letters().get(0);
    }

    private List<JsonNode> letters() {
        JsonNode all = wire.call("webhooks.deadLetters", "{\"endpoint\":\"mine\"}").path("deadLetters");
        return StreamSupport.stream(all.spliterator(), false).filter(each -> each.path("sessionKey").asText().equals(key())).toList();
    }

    private void awaitSequence(Integer... expected) {
        Until.holds("events " + List.of(expected) + " of " + key(), () -> receiver.taken(key()).size() >= expected.length);
        // Taken there is not yet known here.
        Until.holds("nothing waits", () -> wire.call("webhooks.list", "{}").at("/endpoints/0/pending").asInt(-1) == 0);
        assertThat(receiver.taken(key())).extracting(event -> event.path("sequence").asInt()).containsExactly(expected);
    }

    @Test
    void what_a_receiver_answers_500_to_holds_its_session_alone_is_kept_over_a_kill_given_up_and_sent_after_all() {
        receiver.be(Mood.ANSWERS_500, key());
        twoTurns();
        JsonNode letter = dead();
        assertThat(letter.path("type").asText()).isEqualTo("lifecycle.start");
        assertThat(letter.path("sequence").asInt()).isEqualTo(1);
        assertThat(letter.path("attempts").asInt()).isEqualTo(2);
        assertThat(letter.path("error").asText()).contains("500");
        String other = fresh("other");
        wire.converse(other, "echo beside it", fresh("run"));
        Until.holds("another session goes on", () -> receiver.taken("agent:main:" + other).size() == 2);
        wire.close();
        gateway.kill();
        gateway.start();
        wire = gateway.connect();
        assertThat(dead().path("id")).isEqualTo(letter.path("id"));
        assertThat(receiver.taken(key())).isEmpty();
        receiver.be(Mood.TAKES, key());
        String one = "{\"endpoint\":\"mine\",\"id\":" + letter.path("id") + "}";
        assertThat(wire.call("webhooks.skip", one).path("skipped").asInt()).isEqualTo(1);
        awaitSequence(2, 3, 4);
        assertThat(letters()).isEmpty();
        assertThat(wire.call("webhooks.replay", one).path("replayed").asInt()).isEqualTo(1);
        awaitSequence(2, 3, 4, 1);
        assertThat(receiver.taken(key()).get(3).path("id")).isEqualTo(letter.path("id"));
        assertThat(wire.refused("webhooks.skip", "{\"endpoint\":\"mine\",\"id\":\"nothing\"}").toString()).contains("no such event", "nothing");
    }

    @Test
    void the_console_shows_what_a_receiver_hung_on_and_posts_it_again() throws Exception {
        CommandLine typed = new CommandLine(gateway);
        receiver.be(Mood.HANGS, key());
        twoTurns();
        JsonNode letter = dead();
        String id = letter.path("id").asText();
        assertThat(typed.console("chela:webhooks dead mine").words()).contains(id, "lifecycle.start", key());
        receiver.be(Mood.HANGS_UP, key());
        assertThat(typed.console("chela:webhooks replay mine " + id).words()).contains("1 on the way again.");
        Until.holds("it is dead again, for another reason than " + letter, () -> letters().stream()
                .anyMatch(each -> !each.path("error").equals(letter.path("error"))));
        receiver.be(Mood.TAKES, key());
        assertThat(typed.console("chela:webhooks replay mine").words()).contains("1 on the way again.");
        awaitSequence(1, 2, 3, 4);
        assertThat(typed.console("chela:webhooks dead").words()).contains("There are no dead letters.");
    }

    @Test
    void the_command_line_shows_what_a_receiver_that_is_away_did_not_get_gives_it_up_and_posts_all_since_a_time() throws Exception {
        CommandLine typed = new CommandLine(gateway);
        receiver.goAway();
        twoTurns();
        String id = dead().path("id").asText();
        assertThat(typed.chela("webhooks", "dead", "mine").words()).contains(id, "lifecycle.start", key());
        assertThat(typed.chela("webhooks", "list").words()).contains("mine", "lifecycle");
        receiver.comeBack();
        assertThat(typed.chela("webhooks", "skip", "mine", id).words()).contains("1 event");
        awaitSequence(2, 3, 4);
        assertThat(typed.chela("webhooks", "dead").words()).contains("No dead letters.");
        Said again = typed.chela("webhooks", "replay", "mine", "--since", "2026-01-01T00:00:00Z");
        assertThat(again.exit()).as(again.words()).isZero();
        Until.holds("all of it arrives again", () -> receiver.taken(key()).size() == 7);
        assertThat(receiver.taken(key()).subList(3, 7)).extracting(event -> event.path("sequence").asInt()).containsExactly(1, 2, 3, 4);
        Said unknown = typed.chela("webhooks", "skip", "nobody");
        assertThat(unknown.words()).contains("nobody");
        assertThat(unknown.exit()).isEqualTo(1);
    }
}
