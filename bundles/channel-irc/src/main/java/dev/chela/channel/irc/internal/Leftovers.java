package dev.chela.channel.irc.internal;

import dev.chela.api.channel.RawEvent;
import dev.chela.api.channel.State;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What was heard when nothing more was to be handed on. The network does not say it again, so whoever is opened next hands it on. Safe on any thread. */
final class Leftovers {
    private static final String KEPT = "heard";
    /** Nobody says more in the seconds between the last event and the farewell. */
    private static final int MOST = 500;

    private final State state;
    private final String network;
    private final List<RawEvent> left = new ArrayList<>();
    private boolean ended;

    /** @param network where it was said: what was said elsewhere is nobody's any more */
    Leftovers(State state, String network) {
        this.state = state;
        this.network = network;
    }

    synchronized void keep(RawEvent heard) {
        if (left.size() < MOST) {
            left.add(heard);
        }
        if (ended) {
            save();
        }
    }

    /** On disk when this returns, and so is what comes later. */
    synchronized void end() {
        ended = true;
        save();
    }

    private void save() {
        if (!left.isEmpty()) {
            state.put(KEPT, Stream.concat(Stream.of(network), left.stream().map(heard -> Base64.getEncoder().encodeToString(heard.body()))).collect(Collectors.joining("\n")));
        }
    }

    /** What an earlier life left behind, in order. @param taken whether it is on disk now; what is not is left behind once more */
    void bring(Predicate<RawEvent> taken) {
        List<String> kept = state.get(KEPT).map(text -> text.lines().toList()).orElse(List.of());
        List<RawEvent> there = kept.isEmpty() || !kept.get(0).equals(network) ? List.of() : kept.stream().skip(1).map(Leftovers::read).toList();
        if (!kept.isEmpty() && there.stream().allMatch(taken)) {
            state.remove(KEPT);
        }
    }

    private static RawEvent read(String line) {
        return Events.again(new String(Base64.getDecoder().decode(line), StandardCharsets.UTF_8));
    }
}
