package dev.chela.core.tool;

import dev.chela.api.id.ModelRef;
import dev.chela.core.outbox.ReturnAddress;
import java.util.List;
import java.util.Optional;

/**
 * Who wants tools, and through what. Where several are meant, the strictest word holds: nobody gets a tool because somebody else
 * spoke in the same breath.
 *
 * @param models that may write the calls; empty when a person or a program does
 * @param voices whoever the tools would work for
 */
public record Asker(List<ModelRef> models, List<Voice> voices) {
    /** The owner, without a model: the command line, a program with the token. */
    public static final Asker OWNER = new Asker(List.of(), List.of(Voice.OWNER));

    /** @param from empty when it came over no channel */
    public record Voice(boolean owner, Optional<ReturnAddress> from) {
        public static final Voice OWNER = new Voice(true, Optional.empty());
    }
}
