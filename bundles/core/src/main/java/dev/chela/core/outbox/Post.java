package dev.chela.core.outbox;

import dev.chela.api.channel.Button;
import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.MediaRef;
import dev.chela.api.channel.Outbound;
import dev.chela.api.id.RunId;
import dev.chela.core.store.Step;
import java.util.List;

/** Hands things to be sent to the commit that decides them. */
public interface Post {
    /**
     * Adds a run's answer to the step that ends the run: rendered and cut into parts for where the input came from, frozen. A person
     * whom an earlier answer may not have reached is told so first. Adds nothing when {@code origin} is empty: whoever asked over the
     * socket reads the answer there.
     *
     * @param origin as {@link ReturnAddress#write()} made it
     * @param files that the house keeps and the place can take; whoever keeps them lets go of them after the commit
     */
    void reply(Step.Builder step, RunId run, String origin, String text, List<MediaRef> files);

    /** An answer without files. */
    default void reply(Step.Builder step, RunId run, String origin, String text) {
        reply(step, run, origin, text, List.of());
    }

    /**
     * Adds words as an answer, with buttons below their end where the place has such. The words say how to answer without them: not every
     * place shows any, and where one of the actions is longer than every place takes there are none.
     */
    void ask(Step.Builder step, RunId run, String origin, String text, List<Button> buttons);

    /** Whether over there a message can be changed once it was sent, so that an answer can be shown while it is being made. */
    boolean shows(String origin);

    /**
     * Adds what is to be seen of a run's answer now: one message, which the answer takes the place of. What waits to be shown is
     * replaced, and what does not arrive is not missed: it never is the only copy of anything. Adds nothing where that cannot be done.
     */
    void show(Step.Builder step, RunId run, String origin, String text);

    /** Adds the taking back of what was shown, for a run that ends without an answer. */
    void withdraw(Step.Builder step, RunId run, String origin);

    /** Adds one thing to be sent, as it is. The same key twice is one delivery. */
    void queue(Step.Builder step, DeliveryKey key, String channel, String account, Outbound out);
}
