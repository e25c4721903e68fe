package dev.chela.core.schedule.internal;

import dev.chela.api.config.Secret;
import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.api.net.Http;
import dev.chela.core.json.Json;
import dev.chela.core.net.RetryAfter;
import dev.chela.core.schedule.CronConfig;
import dev.chela.core.schedule.internal.LogRows.Run;
import dev.chela.core.task.Scope;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
 * five is given up and the log says so; one within the house that the owner did not name, one that is gone, and one that nothing can be
 * sent to are given up at once.
 */
final class Webhooks {
    private static final Logger LOG = LoggerFactory.getLogger(Webhooks.class);
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final int ATTEMPTS = 5;
    private static final int GONE = 410;

    private final Rooms rooms;
    private final Http http;
    private final Scope threads;
    private final BiConsumer<Run, Map<String, String>> done;

    /** @param done told of each address what went wrong there, or an empty text */
    Webhooks(Rooms rooms, Http http, Scope threads, BiConsumer<Run, Map<String, String>> done) {
        this.rooms = rooms;
        this.http = http;
        this.threads = threads;
        this.done = done;
    }

    void post(Run run) {
        post(run, new HashMap<>(), 1);
    }

    /**
     * What became of one attempt.
     *
     * @param wrong empty when it was taken
     * @param last whether another one would change nothing
     * @param later what the receiver asked for; zero for nothing
     */
    private record Try(String wrong, boolean last, Duration later) {
        static Try last(String wrong) {
            return new Try(wrong, true, Duration.ZERO);
        }
    }

    /** @param settled addresses that need no further attempt, and what was wrong with them */
    private void post(Run run, Map<String, String> settled, int attempt) {
        threads.start("a webhook of the schedule", () -> {
            Map<String, Try> failed = new LinkedHashMap<>();
            for (String address : Stream.of(run.post().split("\n")).distinct().filter(each -> !settled.containsKey(each)).toList()) {
                Try now = send(address, run);
                if (now.last() || attempt == ATTEMPTS) {
                    settled.put(address, now.wrong());
                } else {
                    failed.put(address, now);
                }
            }
            if (failed.isEmpty()) {
                done.accept(run, settled);
            } else {
                rooms.clock().after(pause(failed.values(), attempt), () -> again(run, settled, attempt + 1));
            }
        });
    }

    private static Duration pause(Collection<Try> failed, int attempt) {
        return Stream.concat(Stream.of(Rules.pause(attempt)), failed.stream().map(Try::later)).max(Comparator.naturalOrder()).orElseThrow();
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
        try (Http.Streaming answer = way().open(new Http.Call("POST", URI.create(address), headers, body, PATIENCE))) {
            return judged(answer);
        } catch (Denied within) {
            return Try.last(within.getMessage() + ". To let jobs POST there, name the host in cron.webhookSsrfPolicy.allowedHostnames");
        } catch (Permanent impossible) {
            return Try.last(String.valueOf(impossible.getMessage()));
        } catch (Fault | IOException unreachable) {
            return new Try(String.valueOf(unreachable.getMessage()), false, Duration.ZERO);
        }
    }

    /** Its status says all: whatever else it has to say is not read, and cannot make a taken entry one that is sent again. */
    private Try judged(Http.Streaming answer) {
        if (answer.status() / 100 == 2) {
            return Try.last("");
        }
        String hint = answer.status() / 100 == 3 ? "; redirects are not followed: give the address that it leads to" : "";
        return new Try("the webhook answered " + answer.status() + hint, answer.status() == GONE, RetryAfter.of(answer.headers(), rooms.clock().now()));
    }

    /** A job may have been written by the agent, and the agent may have been told by others where to. */
    private Http way() {
        CronConfig.SsrfPolicy policy = rooms.config().get().webhookSsrfPolicy();
        return policy.dangerouslyAllowPrivateNetwork() ? http : http.outside(Set.copyOf(policy.allowedHostnames()));
    }
}
