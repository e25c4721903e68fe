package dev.chela.hooks.folders;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.hook.Passage;
import dev.chela.api.id.SessionKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/**
 * A passage at which the word of a script counts: what its script reads of what passes, and what its answer makes of that.
 *
 * @param event its name in a {@code HOOK.md}
 * @param word the one thing that may be changed, by its name in the answer
 * @param session of what passes; empty where that is not known
 * @param shown JSON values by name
 * @param changed throws {@link dev.chela.api.fault.Permanent} when the value cannot be meant
 */
record Matter<P extends Passage>(Class<P> at, String event, String word, Function<P, Optional<SessionKey>> session,
        Function<P, Map<String, Object>> shown, BiFunction<P, JsonNode, P> changed) {
    Told told(P passing, Instant now) {
        int colon = event.indexOf(':');
        return new Told(event.substring(0, colon), event.substring(colon + 1), session.apply(passing).map(SessionKey::value).orElse(""), now,
                shown.apply(passing));
    }
}
