package dev.chela.rpc.plugin;

import dev.chela.core.guest.Guests.Mishap;
import dev.chela.core.plugin.Plugins.Burden;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What one plugin has cost since it started.
 *
 * @param processorMs of the threads that called it, as {@code allocatedBytes}
 * @param sentBytes of bodies and messages over the network by the host's means, as {@code receivedBytes}
 * @param tokens of its models' questions and answers
 * @param restsUntil in milliseconds since 1970; absent when it is called
 * @param lane where it runs when that is not the gateway's own process, for people
 * @param earlierGenerations that are gone and whose classes are in memory still
 */
record TopEntry(
        String id, String version, long calls, int running, long faults, long insideMs, long processorMs, long allocatedBytes, long sentBytes,
        long receivedBytes, long tokens, int threads, int earlierGenerations, Optional<Long> restsUntil, List<Fault> mishaps, Optional<String> lane) {
    /** @param at in milliseconds since 1970 */
    record Fault(long at, String version, String what, String fault, List<String> stack) {
        static Fault of(Mishap mishap) {
            return new Fault(mishap.at().toEpochMilli(), mishap.guest().version(), mishap.what(), mishap.fault(), mishap.stack());
        }
    }

    static TopEntry of(Burden burden) {
        return new TopEntry(burden.guest().plugin(), burden.guest().version(), burden.calls().all(), burden.calls().running(), burden.calls().faults(),
                burden.calls().effort().inside().toMillis(), burden.calls().effort().processor().toMillis(), burden.calls().effort().allocated(),
                burden.calls().traffic().sent(), burden.calls().traffic().received(), burden.calls().traffic().tokens(),
                burden.held().threads(), burden.held().earlier(), burden.rests().map(Instant::toEpochMilli),
                burden.mishaps().stream().map(Fault::of).toList(), Optional.of(burden.elsewhere()).filter(words -> !words.isEmpty()));
    }
}
