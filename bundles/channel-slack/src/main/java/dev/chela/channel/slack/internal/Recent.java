package dev.chela.channel.slack.internal;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** The latest of what was learned. Safe on any thread. */
final class Recent<V> {
    private final Map<String, V> kept;

    Recent(int most) {
        kept = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<String, V> eldest) {
                return size() > most;
            }
        };
    }

    synchronized Optional<V> get(String key) {
        return Optional.ofNullable(kept.get(key));
    }

    synchronized void put(String key, V value) {
        kept.put(key, value);
    }
}
