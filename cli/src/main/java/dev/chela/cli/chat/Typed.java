package dev.chela.cli.chat;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.function.BiConsumer;

/** What was typed here: each with its key, by which the gateway takes it once and by which it is known when it comes back. */
final class Typed {
    private final Set<String> keys = new LinkedHashSet<>();
    private final Map<String, String> unacknowledged = new LinkedHashMap<>();

    /** Answers with the key of this text. */
    String add(String text) {
        String key = UUID.randomUUID().toString();
        keys.add(key);
        unacknowledged.put(key, text);
        return key;
    }

    /** The gateway has it, or refuses it; answers whether that was not known yet. */
    boolean settle(String key) {
        return unacknowledged.remove(key) != null;
    }

    boolean isSettled() {
        return unacknowledged.isEmpty();
    }

    void eachUnsettled(BiConsumer<String, String> keyAndText) {
        new LinkedHashMap<>(unacknowledged).forEach(keyAndText);
    }

    boolean includes(Message message) {
        return keys.stream().anyMatch(message::belongsTo);
    }
}
