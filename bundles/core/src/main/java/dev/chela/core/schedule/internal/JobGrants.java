package dev.chela.core.schedule.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Jobs;
import dev.chela.api.tool.ToolCall;
import dev.chela.core.guest.GrantSource;
import dev.chela.core.json.Json;
import dev.chela.core.schedule.Schedule;
import dev.chela.core.session.SessionKeys;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.ComponentServiceObjects;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Grants {@link Jobs}: those of the call's agent. Commands are for the owner to schedule: no model decides what runs unattended. The
 * schedule is only fetched for a call, since it stands upon turns, and they upon the tools that this grants to.
 */
@Capability(namespace = "chela.grant", attribute = "power=jobs")
@Component(service = GrantSource.class)
public final class JobGrants implements GrantSource<Jobs> {
    private static final int MOST_RUNS = 50;

    private final ComponentServiceObjects<Schedule> schedule;

    @Activate
    public JobGrants(@Reference ComponentServiceObjects<Schedule> schedule) {
        this.schedule = schedule;
    }

    @Override
    public Class<Jobs> power() {
        return Jobs.class;
    }

    @Override
    public Jobs grant(ToolCall call) {
        return new OfAgent(schedule.getService(), call);
    }

    private record OfAgent(Schedule schedule, ToolCall call) implements Jobs {
        @Override
        public List<Map<String, Object>> list() {
            return schedule.jobs().stream().filter(this::isMine).map(OfAgent::plain).toList();
        }

        private boolean isMine(ObjectNode job) {
            return job.path("agentId").asText().equals(call.agent().value());
        }

        @Override
        public Map<String, Object> add(Map<String, Object> given) {
            ObjectNode job = (ObjectNode) Json.tree(given);
            job.put("agentId", call.agent().value()).put("sessionKey", call.session().value());
            check(job);
            boolean event = job.path("payload").path("kind").asText().equals("systemEvent");
            if (!job.has("sessionTarget")) {
                job.put("sessionTarget", event ? "main" : "current");
            }
            if (!job.has("delivery") && !event) {
                job.putObject("delivery").put("mode", "announce").put("channel", "last");
            }
            return plain(schedule.add(job));
        }

        private void check(ObjectNode job) {
            if (job.path("payload").path("kind").asText().equals("command") || job.path("schedule").path("kind").asText().equals("on-exit")) {
                throw new Denied("commands are scheduled by the owner: chela cron add --command. Schedule a message to yourself instead");
            }
            String target = job.path("sessionTarget").asText();
            if (target.startsWith(Places.NAMED) && !SessionKeys.read(target.substring(Places.NAMED.length()), call.agent()).agent().equals(call.agent())) {
                throw new Denied("a job of agent \"" + call.agent() + "\" has its turns in conversations of this agent, not in "
                        + target.substring(Places.NAMED.length()));
            }
            job.remove(List.of("id", "state", "createdAtMs", "updatedAtMs"));
        }

        @Override
        public Map<String, Object> update(String id, Map<String, Object> given) {
            ObjectNode patch = (ObjectNode) Json.tree(given);
            patch.remove(List.of("agentId", "sessionKey"));
            check(patch);
            return plain(schedule.update(mine(id), patch, ""));
        }

        @Override
        public void remove(String id) {
            schedule.remove(mine(id));
        }

        @Override
        public String run(String id) {
            Schedule.Started started = schedule.run(mine(id), Schedule.Mode.FORCE);
            return started.reason().isEmpty() ? started.runId() : "not started: " + started.reason();
        }

        @Override
        public List<Map<String, Object>> runs(String id) {
            return schedule.log(Optional.of(mine(id))).stream().limit(MOST_RUNS).map(OfAgent::plain).toList();
        }

        private String mine(String id) {
            return schedule.job(id).filter(this::isMine).map(job -> id)
                    .orElseThrow(() -> new Permanent("there is no job '" + id + "'; the action list shows those there are"));
        }

        @SuppressWarnings("unchecked")
        private static Map<String, Object> plain(ObjectNode node) {
            return (Map<String, Object>) Objects.requireNonNull(Json.plain(node));
        }
    }
}
