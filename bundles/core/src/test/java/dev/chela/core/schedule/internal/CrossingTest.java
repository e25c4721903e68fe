package dev.chela.core.schedule.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Messages.Action;
import dev.chela.api.grant.Messages.Target;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.message.internal.CrossContext;
import dev.chela.core.schedule.Schedule.Mode;
import dev.chela.core.turn.internal.PacedModel;
import dev.chela.core.turn.internal.Talk;
import dev.chela.core.turn.internal.UsedCall;
import dev.chela.core.turn.internal.run.Toolbox;
import dev.chela.testkit.channel.LoopbackChannel;
import dev.chela.testkit.channel.Wire;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Results of jobs go no further than messages may that the assistant sends from the same conversation. */
class CrossingTest {
    private static final CrossContext WITHIN = new CrossContext(new CrossContext.Tools(new CrossContext.Message(new CrossContext.Rules(false, null))));
    private static final String REFUSAL = "nothing may be sent from loopback:alice, whose conversation this job belongs to, to loopback:bob:"
            + " tools.message.crossContext.allowWithinProvider is false";
    private static final String TO_BOB = "{'mode':'announce','channel':'loopback','to':'bob'}";
    private static final String TO_ALICE = "{'mode':'announce','channel':'loopback','to':'alice'}";

    @TempDir
    Path root;

    private final Wire wire = new Wire(Wire.Memory.NONE);
    private Talk talk;
    private CronSchedule schedule;

    @BeforeEach
    void open() {
        talk = new Talk(root, LoopbackChannel.on(wire, 2_000), Map.of("loopback", Map.of("allowFrom", List.of("alice"), "dmPolicy", "allowlist")), WITHIN);
        schedule = CronHouse.schedule(talk, talk.house.clock);
    }

    @AfterEach
    void close() {
        schedule.stop();
        talk.close();
    }

    private void aliceWrites() throws InterruptedException {
        wire.send(LoopbackChannel.said("e1", "alice", "hello"));
        talk.model.next().answer("hello alice");
        talk.house.until("alice is answered", () -> wire.texts().contains("hello alice"));
    }

    private ObjectNode add(String more) {
        return schedule.add(ScheduleTest.json(ScheduleTest.EVERY + "," + ScheduleTest.TURN + "," + more));
    }

    @Test
    void what_policy_forbids_is_refused_when_a_job_is_added_or_changed() throws Exception {
        aliceWrites();
        assertThatThrownBy(() -> add("'sessionKey':'main','delivery':" + TO_BOB)).isInstanceOf(Permanent.class).hasMessage("at /delivery: " + REFUSAL);
        assertThatThrownBy(() -> add("'sessionTarget':'session:main','delivery':" + TO_BOB)).hasMessage("at /delivery: " + REFUSAL);
        assertThatThrownBy(() -> add("'sessionKey':'main','delivery':{'mode':'none','failureDestination':" + TO_BOB + "}"))
                .hasMessage("at /delivery/failureDestination: " + REFUSAL);
        assertThatThrownBy(() -> add("'sessionKey':'main','failureAlert':{'channel':'loopback','to':'bob'}")).hasMessage("at /failureAlert: " + REFUSAL);
        assertThat(schedule.jobs()).isEmpty();
        String id = add("'sessionKey':'main','delivery':" + TO_ALICE).path("id").asText();
        assertThatThrownBy(() -> schedule.update(id, ScheduleTest.json("'delivery':{'to':'bob'}"), "")).hasMessage("at /delivery: " + REFUSAL);
        assertThat(schedule.job(id).orElseThrow().path("delivery").path("to").asText()).isEqualTo("alice");
    }

    @Test
    void what_policy_forbids_when_a_job_fires_is_told_in_the_log_of_its_runs_and_the_job_can_be_disabled() throws Exception {
        String id = add("'sessionKey':'main','delivery':" + TO_BOB).path("id").asText();
        aliceWrites();
        schedule.run(id, Mode.FORCE);
        talk.model.next().answer("they are wet");
        talk.house.until("the run ended", () -> !schedule.log(Optional.empty()).isEmpty());
        ObjectNode entry = schedule.log(Optional.empty()).get(0);
        assertThat(entry.path("status").asText()).isEqualTo("ok");
        assertThat(entry.path("summary").asText()).isEqualTo("they are wet");
        assertThat(entry.path("deliveryStatus").asText()).isEqualTo("not-delivered");
        assertThat(entry.path("deliveryError").asText()).isEqualTo(REFUSAL);
        assertThat(schedule.job(id).orElseThrow().path("lastDeliveryError").asText()).isEqualTo(REFUSAL);
        assertThat(talk.house.outbox.open(9)).isEmpty();
        assertThat(wire.texts()).containsExactly("hello alice");
        assertThat(schedule.update(id, ScheduleTest.json("'enabled':false"), "").path("enabled").asBoolean()).isFalse();
    }

    @Test
    void a_job_of_no_conversation_sends_wherever_the_owner_says() throws Exception {
        aliceWrites();
        schedule.run(add("'delivery':" + TO_BOB).path("id").asText(), Mode.FORCE);
        talk.model.next().answer("they are wet");
        talk.house.until("it arrived", () -> wire.texts().contains("they are wet"));
        assertThat(wire.arrived().get(1).chat()).isEqualTo("bob");
    }

    /** What becomes of a message that the turn of a job sends by itself. */
    private String sentBy(String id, String to) throws InterruptedException {
        talk.tools.put("act_message", use -> ToolResult.text(sent(use, to)));
        schedule.run(id, Mode.FORCE);
        talk.model.next().call("c:act_message");
        PacedModel.Asked asked = talk.model.next();
        asked.answer("NO_REPLY");
        return asked.results().get(0);
    }

    private String sent(Toolbox.Use use, String to) {
        try {
            return talk.house.dispatch.grant(new UsedCall(use)).act(new Target("loopback", "", "user:" + to, ""), new Action.Send("hi " + to, "")).state().toString();
        } catch (Denied refused) {
            return String.valueOf(refused.getMessage());
        } catch (InterruptedException stopped) {
            throw new CancellationException("interrupted");
        }
    }

    @Test
    void what_its_turn_sends_by_itself_goes_no_further_than_what_it_announces() throws Exception {
        aliceWrites();
        String id = add("'sessionKey':'main','delivery':{'mode':'none'}").path("id").asText();
        assertThat(sentBy(id, "bob")).endsWith(REFUSAL);
        talk.house.until("the run ended", () -> !schedule.log(Optional.of(id)).isEmpty());
        assertThat(sentBy(id, "alice")).isEqualTo("SENT");
        assertThat(wire.texts()).containsExactly("hello alice", "hi alice");
    }

    @Test
    void what_the_turn_of_a_job_of_no_conversation_sends_goes_wherever_it_says_while_there_is_such_a_job() throws Exception {
        aliceWrites();
        String id = add("'delivery':{'mode':'none'}").path("id").asText();
        assertThat(sentBy(id, "bob")).isEqualTo("SENT");
        talk.house.until("the run ended", () -> !schedule.log(Optional.of(id)).isEmpty());
        talk.tools.put("act_message", use -> {
            schedule.remove(id);
            return ToolResult.text(sent(use, "bob"));
        });
        schedule.run(id, Mode.FORCE);
        talk.model.next().call("c:act_message");
        PacedModel.Asked asked = talk.model.next();
        assertThat(asked.results().get(0)).contains("the job of this conversation is there no more", "allowWithinProvider");
        asked.answer("NO_REPLY");
    }
}
