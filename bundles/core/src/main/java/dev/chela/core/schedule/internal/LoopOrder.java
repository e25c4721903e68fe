package dev.chela.core.schedule.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.fault.Permanent;
import dev.chela.core.command.OwnerOnly;
import dev.chela.core.config.Durations;
import dev.chela.core.json.Json;
import dev.chela.core.schedule.Schedule;
import dev.chela.core.text.Excerpt;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /loop [INTERVAL] WORDS}: says something to this conversation again and again: a job like any other, one for each conversation. */
@Component
public final class LoopOrder implements Command {
    private static final Duration SHORTEST = Duration.ofMinutes(1);
    private static final Duration LONGEST = Duration.ofHours(1);
    private static final Duration USUAL = Duration.ofMinutes(10);
    private static final String HOW = "Use /loop [INTERVAL] WORDS, with an interval from 1m to 1h (10m when you give none), /loop status or /loop stop.";
    private static final int SHOWN = 200;

    private final Schedule schedule;

    @Activate
    public LoopOrder(@Reference Schedule schedule) {
        this.schedule = schedule;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("loop", List.of(), "Says something to this conversation again and again: /loop 5m WORDS, /loop status, /loop stop (owner)", true);
    }

    @Override
    public String run(CommandCall call) {
        OwnerOnly.check(call);
        return switch (call.args().toLowerCase(Locale.ROOT)) {
            case "", "status" -> loop(call).map(LoopOrder::told).orElse("Nothing is repeated here. " + HOW);
            case "stop" -> stop(call);
            default -> begin(call);
        };
    }

    private String begin(CommandCall call) {
        String[] words = call.args().split("\\s+", 2);
        Optional<Duration> given = Durations.parse(words[0]);
        if (given.isPresent() && words.length == 1) {
            throw new Permanent("what is to be said? " + HOW);
        }
        Duration every = given.orElse(USUAL);
        if (every.compareTo(SHORTEST) < 0 || every.compareTo(LONGEST) > 0) {
            throw new Permanent("every " + words[0] + " is not from 1m to 1h. " + HOW);
        }
        return told(schedule.declare(job(call, every, given.isPresent() ? words[1] : call.args())).job());
    }

    private static ObjectNode job(CommandCall call, Duration every, String words) {
        ObjectNode job = Json.object().put("name", "loop: " + Excerpt.line(words, 60)).put("declarationKey", key(call))
                .put("agentId", call.session().agent().value()).put("sessionKey", call.session().value()).put("sessionTarget", "current");
        job.putObject("schedule").put("kind", "every").put("everyMs", every.toMillis());
        job.putObject("payload").put("kind", "agentTurn").put("message", words);
        if (!call.channel().isEmpty()) {
            job.putObject("delivery").put("mode", "announce").put("channel", "last");
        }
        return job;
    }

    private String stop(CommandCall call) {
        Optional<ObjectNode> loop = loop(call);
        loop.ifPresent(job -> schedule.remove(job.path("id").asText()));
        return loop.isPresent() ? "It is not repeated any more." : "Nothing was repeated here.";
    }

    private Optional<ObjectNode> loop(CommandCall call) {
        return schedule.jobs().stream().filter(job -> job.path("declarationKey").asText().equals(key(call))).findFirst();
    }

    private static String key(CommandCall call) {
        return "loop:" + call.session().value();
    }

    private static String told(ObjectNode job) {
        Duration every = Duration.ofMillis(job.path("schedule").path("everyMs").asLong());
        long next = job.path("state").path("nextRunAtMs").asLong();
        return "Every " + every.toMinutes() + " min: " + Excerpt.line(job.path("payload").path("message").asText(), SHOWN)
                + (next == 0 ? "" : "\nNext at " + Instant.ofEpochMilli(next)) + "\n/loop stop ends it.";
    }
}
