package dev.chela.core.message;

import dev.chela.core.config.Config;
import dev.chela.core.message.internal.CrossContext;
import dev.chela.core.outbox.ReturnAddress;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Whether messages may leave a conversation for another place, as {@code tools.message.crossContext} says now. Safe on any thread. */
@Component(service = Borders.class)
public final class Borders {
    private final Config.Live<CrossContext> policy;

    @Activate
    public Borders(@Reference Config config) {
        this.policy = config.section("", CrossContext.class);
    }

    @Deactivate
    public void close() {
        policy.close();
    }

    /**
     * Of somebody who works for the owner alone.
     *
     * @param here where the conversation is; empty when over no channel, from where everything may be written to
     * @return why nothing may be sent there; empty when it may
     */
    public Optional<String> objection(Optional<ReturnAddress> here, ReturnAddress there) {
        return here.filter(place -> !place.isSamePlace(there)).flatMap(place -> policy.get().objection(place.channel().equals(there.channel())));
    }

    /** Of something that is sent from nobody knows where: what would speak against any way at all. */
    public Optional<String> anyway() {
        CrossContext now = policy.get();
        return now.objection(true).or(() -> now.objection(false));
    }
}
