package dev.chela.core.schedule.internal;

import dev.chela.api.config.Secret;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Fault;
import dev.chela.api.net.Http;
import dev.chela.core.json.Json;
import dev.chela.core.schedule.CronConfig;
import dev.chela.core.schedule.internal.LogRows.Run;
import dev.chela.core.task.Scope;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * POSTs entries of the log: at least once, with pauses between the attempts, and again after a restart. An address that takes none of
 * them is given up and the log says so; one within the house that the owner did not name is given up at once.
 */
final class Webhooks {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 5;
    private static final long MOST = 65_536;

    private final Rooms rooms;
    private final Http http;
    private final Scope threads;
    private final BiConsumer<Run, String> done;

    /** @param done told what went wrong, or an empty text */
    Webhooks(Rooms rooms, Http http, Scope threads, BiConsumer<Run, String> done) {
        this.rooms = rooms;
        this.http = http;
        this.threads = threads;
        this.done = done;
    }

    void post(Run run) {
        post(run, new HashMap<>(), 1);
    }

    /** What became of one attempt. @param wrong empty when it was taken @param last whether another one would change nothing */
    private record Try(String wrong, boolean last) {}

    /** @param settled addresses that need no further attempt, and what was wrong with them */
    private void post(Run run, Map<String, String> settled, int attempt) {
        threads.start("a webhook of the schedule", () -> {
            String fault = "";
            for (String address : Stream.of(run.post().split("\n")).filter(each -> !settled.containsKey(each)).toList()) {
                Try now = send(address, run);
                if (now.last()) {
                    settled.put(address, now.wrong());
                } else {
                    fault = now.wrong();
                }
            }
            if (fault.isEmpty() || attempt == ATTEMPTS) {
                done.accept(run, Stream.concat(Stream.of(fault), settled.values().stream()).filter(wrong -> !wrong.isEmpty()).findFirst().orElse(""));
            } else {
                rooms.clock().after(Rules.pause(attempt), () -> again(run, settled, attempt + 1));
            }
        });
    }

    private void again(Run run, Map<String, String> settled, int attempt) {
        try {
            post(run, settled, attempt);
        } catch (RejectedExecutionException ended) {
            LOG.debug("{} is posted after the next start", run.id(), ended);
        }
    }

    private Try send(String address, Run run) {
        Map<String, List<String>> headers = new HashMap<>(Map.of("Content-Type", List.of("application/json")));
        Secret token = rooms.config().get().webhookToken();
        if (token != null) {
            headers.put("Authorization", List.of("Bearer " + token.reveal()));
        }
        byte[] body = Json.write(run.entry()).getBytes(StandardCharsets.UTF_8);
        try {
            int status = way().send(new Http.Call("POST", URI.create(address), headers, body, PATIENCE), MOST).status();
            return status / 100 == 2 ? new Try("", true) : new Try("the webhook answered " + status, false);
        } catch (Denied within) {
            return new Try(within.getMessage() + ". To let jobs POST there, name the host in cron.webhookSsrfPolicy.allowedHostnames", true);
        } catch (Fault unreachable) {
            return new Try(String.valueOf(unreachable.getMessage()), false);
        }
    }

    /** A job may have been written by the agent, and the agent may have been told by others where to. */
    private Http way() {
        CronConfig.SsrfPolicy policy = rooms.config().get().webhookSsrfPolicy();
        return policy.dangerouslyAllowPrivateNetwork() ? http : http.outside(Set.copyOf(policy.allowedHostnames()));
    }
}
