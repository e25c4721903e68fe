package dev.chela.channel.slack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Predicate;

/** What was written in one conversation after a message, in it and in its threads. */
final class History {
    private static final int PAGE = 200;
    private static final int MOST_THREADS = 50;
    /** So old may be what people write under. */
    private static final Duration ROOTS = Duration.ofDays(7);
    private static final Duration AHEAD = Duration.ofDays(1);

    private final Asking asking;
    private final String channel;
    private final String after;
    private final TreeMap<String, JsonNode> found = new TreeMap<>();
    private final List<String> threads = new ArrayList<>();

    History(Asking asking, String channel, String after) {
        this.asking = asking;
        this.channel = channel;
        this.after = after;
    }

    /** @param entrance whether a message says that the app came in: what stood there before is not for us @return whether all was read */
    boolean read(Predicate<JsonNode> entrance) {
        boolean all = top();
        all &= threads.size() <= MOST_THREADS;
        for (String thread : threads.subList(0, Math.min(MOST_THREADS, threads.size()))) {
            all &= below(thread);
        }
        found.values().stream().filter(entrance).map(message -> message.path("ts").asText()).reduce(Trail::later).ifPresent(came -> found.headMap(came, true).clear());
        return all;
    }

    /** In order. */
    Collection<JsonNode> messages() {
        return found.values();
    }

    /** The latest come first where both ends are said. A page may reach further back than what was missed: to what people wrote under. */
    private boolean top() {
        Call call = Call.of("conversations.history").with("channel", channel).with("latest", Trail.ts(Trail.time(after).plus(AHEAD).plus(ROOTS)))
                .with("oldest", Trail.ts(Trail.time(after).minus(ROOTS)));
        return new Pages(asking, call, PAGE).read(page -> {
            boolean missed = true;
            for (JsonNode message : page.path("messages")) {
                missed &= take(message);
                if (message.path("latest_reply").asText("").compareTo(after) > 0) {
                    threads.add(message.path("ts").asText());
                }
            }
            return missed;
        });
    }

    private boolean below(String thread) {
        Call call = Call.of("conversations.replies").with("channel", channel).with("ts", thread).with("oldest", after);
        return new Pages(asking, call, PAGE).read(page -> {
            page.path("messages").forEach(this::take);
            return true;
        });
    }

    /** @return whether it was missed */
    private boolean take(JsonNode message) {
        String ts = message.path("ts").asText();
        boolean missed = Trail.is(ts) && ts.compareTo(after) > 0;
        if (missed) {
            found.putIfAbsent(ts, message);
        }
        return missed;
    }
}
