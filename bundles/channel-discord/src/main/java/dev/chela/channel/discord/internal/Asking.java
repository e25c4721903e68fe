package dev.chela.channel.discord.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.Pauses;
import java.time.Duration;
import java.util.Optional;

/** Asks Discord for what must be known before anything else can be heard, and waits where it is to be waited for. */
final class Asking {
    private static final int ATTEMPTS = 6;

    private final Rest rest;
    private final Pauses pauses;

    Asking(Rest rest, Pauses pauses) {
        this.rest = rest;
        this.pauses = pauses;
    }

    /** @return empty when Discord does not give it, or not for a minute */
    Optional<JsonNode> get(String path) {
        Answer answer = new Answer.Refused(0, 0, "not asked", Duration.ZERO);
        for (int failures = 0; failures < ATTEMPTS && !pauses.over(); failures++) {
            answer = rest.ask(Call.of("GET", path));
            if (!(answer instanceof Answer.Refused refused) || !refused.passing()) {
                break;
            }
            if (refused.retryAfter().isZero()) {
                pauses.after(failures);
            } else {
                pauses.of(refused.retryAfter());
            }
        }
        return answer instanceof Answer.Ok ok ? Optional.of(ok.body()) : Optional.empty();
    }
}
