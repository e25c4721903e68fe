package dev.chela.core.schedule.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.id.SessionKey;
import dev.chela.core.command.Tasks;
import dev.chela.core.schedule.Schedule;
import dev.chela.core.text.Excerpt;
import java.time.Instant;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** The jobs that were made in a conversation. */
@Component
public final class JobTasks implements Tasks {
    private static final int LONGEST = 100;

    private final Schedule schedule;

    @Activate
    public JobTasks(@Reference Schedule schedule) {
        this.schedule = schedule;
    }

    @Override
    public List<String> of(SessionKey session) {
        return schedule.jobs().stream().filter(job -> job.path("sessionKey").asText().equals(session.value()) && job.path("enabled").asBoolean(true))
                .map(JobTasks::line).toList();
    }

    private static String line(ObjectNode job) {
        long next = job.path("state").path("nextRunAtMs").asLong();
        return "Job " + job.path("id").asText() + " \"" + Excerpt.line(job.path("name").asText(), LONGEST) + "\": "
                + (job.path("state").path("runningAtMs").asLong() > 0 ? "at work" : next > 0 ? "next at " + Instant.ofEpochMilli(next) : "waits");
    }
}
