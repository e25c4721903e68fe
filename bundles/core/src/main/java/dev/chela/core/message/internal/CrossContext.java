package dev.chela.core.message.internal;

import dev.chela.core.access.Standing;
import dev.chela.core.outbox.ReturnAddress;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the configuration says of messages that leave a conversation for another place: {@code tools.message.crossContext}. */
public record CrossContext(@Nullable Tools tools) {
    public record Tools(@Nullable Message message) {}

    public record Message(@Nullable Rules crossContext) {}

    /** @param allowWithinProvider to other places of the same channel @param allowAcrossProviders to other channels; both unless set */
    public record Rules(@Nullable Boolean allowWithinProvider, @Nullable Boolean allowAcrossProviders) {}

    /**
     * @param here where the conversation is; empty when over no channel
     * @return why nothing may be sent there; empty when it may
     */
    Optional<String> objection(Optional<ReturnAddress> here, Standing standing, ReturnAddress there) {
        if (here.filter(there::isSamePlace).isPresent()) {
            return Optional.empty();
        }
        if (!standing.behalf().owner()) {
            return Optional.of("who works for others than the owner may write in their conversation alone");
        }
        if (here.isEmpty()) {
            return Optional.empty();
        }
        boolean within = here.get().channel().equals(there.channel());
        Rules rules = tools == null || tools.message() == null ? null : tools.message().crossContext();
        Boolean allowed = rules == null ? null : within ? rules.allowWithinProvider() : rules.allowAcrossProviders();
        return Boolean.FALSE.equals(allowed) ? Optional.of("tools.message.crossContext." + (within ? "allowWithinProvider" : "allowAcrossProviders")
                + " is false") : Optional.empty();
    }
}
