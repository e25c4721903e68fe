package dev.chela.channel.telegram.internal;

import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.MessageRef;
import dev.chela.api.channel.State;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** Which of the calls of one delivery were made, so that trying it again makes the others only. Outlives a restart. */
final class Parts {
    private static final String PREFIX = "parts:";

    private final State state;
    private final String key;
    private final List<MessageRef> refs = new ArrayList<>();
    private int made;

    Parts(State state, DeliveryKey key) {
        this.state = state;
        this.key = PREFIX + key.value();
        state.get(this.key).ifPresent(this::read);
    }

    private void read(String noted) {
        String[] words = noted.split(" ");
        made = Integer.parseInt(words[0]);
        for (int i = 1; i < words.length; i++) {
            refs.add(new MessageRef(words[i]));
        }
    }

    /** How many were. */
    int made() {
        return made;
    }

    List<MessageRef> refs() {
        return List.copyOf(refs);
    }

    void note(List<MessageRef> more) {
        made++;
        refs.addAll(more);
        state.put(key, made + refs.stream().map(ref -> " " + ref.id()).collect(Collectors.joining()));
    }

    void forget() {
        state.remove(key);
    }
}
