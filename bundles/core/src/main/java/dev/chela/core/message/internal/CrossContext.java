package dev.chela.core.message.internal;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the configuration says of messages that leave a conversation for another place: {@code tools.message.crossContext}. */
public record CrossContext(@Nullable Tools tools) {
    public record Tools(@Nullable Message message) {}

    public record Message(@Nullable Rules crossContext) {}

    /** @param allowWithinProvider to other places of the same channel @param allowAcrossProviders to other channels; both unless set */
    public record Rules(@Nullable Boolean allowWithinProvider, @Nullable Boolean allowAcrossProviders) {}

    /** @param within whether to another place of the same channel @return why nothing may be sent; empty when it may */
    public Optional<String> objection(boolean within) {
        Rules rules = tools == null || tools.message() == null ? null : tools.message().crossContext();
        Boolean allowed = rules == null ? null : within ? rules.allowWithinProvider() : rules.allowAcrossProviders();
        return Boolean.FALSE.equals(allowed) ? Optional.of("tools.message.crossContext." + (within ? "allowWithinProvider" : "allowAcrossProviders")
                + " is false") : Optional.empty();
    }
}
