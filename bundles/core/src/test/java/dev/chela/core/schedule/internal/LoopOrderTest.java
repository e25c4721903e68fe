package dev.chela.core.schedule.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Denied;
import dev.chela.core.command.Typed;
import dev.chela.core.schedule.Schedule.Mode;
import dev.chela.core.turn.internal.House;
import dev.chela.core.turn.internal.Talk;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code /loop}, and what {@code /tasks} tells of jobs. */
class LoopOrderTest {
    @TempDir
    private Path root;
    private Talk talk;
    private CronSchedule schedule;
    private int orders;

    @BeforeEach
    void open() {
        talk = new Talk(root);
        schedule = CronHouse.schedule(talk, talk.house.clock);
        talk.house.commands.add(new LoopOrder(schedule));
    }

    @AfterEach
    void close() {
        schedule.stop();
        talk.close();
    }

    private String order(String text) {
        String id = "order" + ++orders;
        return talk.say(id, text).end(id).text();
    }

    @Test
    void words_are_said_to_the_conversation_again_and_again_until_it_is_stopped() throws Exception {
        assertThat(order("/loop")).contains("Nothing is repeated here");
        assertThat(order("/loop 5m look after the oven")).startsWith("Every 5 min: look after the oven").contains("/loop stop");
        assertThat(new JobTasks(schedule).of(House.MAIN)).singleElement().asString().contains("loop: look after the oven", "next at ");
        schedule.run(schedule.jobs().get(0).path("id").asText(), Mode.FORCE);
        var asked = talk.model.next();
        assertThat(asked.heard()).last().asString().contains("look after the oven");
        asked.answer("still hot");
        talk.house.until("it ran", () -> schedule.log(Optional.empty()).size() == 1);
        assertThat(order("/loop stop")).contains("not repeated any more");
        assertThat(schedule.jobs()).isEmpty();
        assertThat(new JobTasks(schedule).of(House.MAIN)).isEmpty();
        assertThat(order("/loop stop")).contains("Nothing was repeated");
    }

    @Test
    void there_is_one_for_a_conversation_and_another_one_takes_its_place() {
        order("/loop 5m first");
        assertThat(order("/loop second thing")).startsWith("Every 10 min: second thing");
        assertThat(schedule.jobs()).singleElement().satisfies(job -> assertThat(job.path("payload").path("message").asText()).isEqualTo("second thing"));
        assertThat(order("/loop status")).contains("second thing");
    }

    @Test
    void what_is_too_often_too_rare_or_says_nothing_is_refused_and_changes_nothing() {
        order("/loop 5m first");
        assertThat(order("/loop 10s again")).contains("from 1m to 1h");
        assertThat(order("/loop 1d again")).contains("from 1m to 1h");
        assertThat(order("/loop 5m")).contains("what is to be said?");
        assertThat(order("/loop status")).contains("first");
        assertThatThrownBy(() -> new LoopOrder(schedule).run(Typed.bySomebody("5m again"))).isInstanceOf(Denied.class);
    }
}
