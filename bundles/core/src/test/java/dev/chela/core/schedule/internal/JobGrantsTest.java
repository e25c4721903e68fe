package dev.chela.core.schedule.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Jobs;
import dev.chela.api.id.AgentId;
import dev.chela.core.TestCall;
import dev.chela.core.schedule.Schedule;
import dev.chela.core.task.CancelSource;
import dev.chela.core.turn.internal.Talk;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.ComponentServiceObjects;

class JobGrantsTest {
    private static final Map<String, Object> DAILY = Map.of("kind", "every", "everyMs", 86_400_000);
    private static final Map<String, Object> TURN = Map.of("kind", "agentTurn", "message", "water the plants");

    @TempDir
    private Path root;
    private Talk talk;
    private CronSchedule schedule;

    @BeforeEach
    void open() {
        talk = new Talk(root);
        schedule = CronHouse.schedule(talk, talk.house.clock);
    }

    @AfterEach
    void close() {
        schedule.stop();
        talk.close();
    }

    private record Given(Schedule schedule) implements ComponentServiceObjects<Schedule> {
        @Override
        public Schedule getService() {
            return schedule;
        }

        @Override
        public void ungetService(Schedule given) {}

        @Override
        public ServiceReference<Schedule> getServiceReference() {
            throw new UnsupportedOperationException("nobody asks");
        }
    }

    private Jobs jobs(String agent) {
        return new JobGrants(new Given(schedule)).grant(new TestCall(new AgentId(agent), root, new CancelSource()));
    }

    private static Map<String, Object> job(String target) {
        return Map.of("name", "plants", "schedule", DAILY, "payload", TURN, "sessionTarget", target);
    }

    @Test
    void an_agent_has_its_turns_in_its_own_conversations_and_in_no_other_agents() {
        Jobs mine = jobs("main");
        String id = String.valueOf(mine.add(job("session:agent:main:notes")).get("id"));
        assertThatThrownBy(() -> mine.add(job("session:agent:work:main"))).isInstanceOf(Denied.class).hasMessageContaining("agent:work:main");
        assertThatThrownBy(() -> mine.update(id, Map.of("sessionTarget", "session:agent:work:main"))).isInstanceOf(Denied.class);
        assertThat(mine.list()).singleElement().satisfies(kept -> assertThat(kept).containsEntry("sessionTarget", "session:agent:main:notes"));
    }

    @Test
    void a_job_that_names_no_agent_is_the_first_agents_and_shown_to_no_other() {
        String id = schedule.add(ScheduleTest.json(ScheduleTest.EVERY + "," + ScheduleTest.TURN)).path("id").asText();
        assertThat(jobs("main").list()).singleElement().satisfies(job -> assertThat(job).containsEntry("id", id).containsEntry("agentId", "main"));
        assertThat(jobs("work").list()).isEmpty();
        assertThatThrownBy(() -> jobs("work").remove(id)).isInstanceOf(Permanent.class).hasMessageContaining("there is no job '" + id + "'");
    }

    @Test
    void commands_are_the_owners_to_schedule_and_to_change() {
        String owners = schedule.add(ScheduleTest.json(ScheduleTest.EVERY + ",'payload':{'kind':'command','argv':['true']}")).path("id").asText();
        Jobs mine = jobs("main");
        Map<String, Object> command = Map.of("kind", "command", "argv", List.of("touch", "x"));
        assertThatThrownBy(() -> mine.add(Map.of("name", "c", "schedule", DAILY, "payload", command))).isInstanceOf(Denied.class);
        assertThatThrownBy(() -> mine.update(owners, Map.of("payload", command))).isInstanceOf(Denied.class);
        assertThatThrownBy(() -> mine.update(owners, Map.of("payload", Map.of("argv", List.of("touch", "x")))))
                .isInstanceOf(Permanent.class);
        assertThatThrownBy(() -> mine.update(owners, Map.of("schedule", Map.of("kind", "on-exit", "command", "touch x"))))
                .isInstanceOf(Denied.class);
        assertThat(schedule.job(owners).orElseThrow().at("/payload/argv/0").asText()).isEqualTo("true");
    }
}
