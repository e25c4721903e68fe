package dev.chela.core.outbox;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Delivery;
import dev.chela.api.channel.Hint;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import java.util.Optional;

/** Whoever can reach the platforms: declared here, implemented by {@code channel}. */
public interface Carrier {
    /** Whether the account is open now. When it becomes so, {@link Ready} is published. */
    boolean ready(String channel, String account);

    /**
     * Tries once. Blocks, within a deadline of the carrier's own. Never throws for a plugin's fault: what may have left is
     * {@link Delivery.InDoubt}, what certainly has not is {@link Delivery.Retry}.
     *
     * @throws java.util.concurrent.CancellationException when this thread was interrupted: nobody knows what became of it
     */
    Delivery deliver(Parcel parcel);

    /**
     * Did it arrive? {@link Delivery.Retry} says that it did not. Empty when this platform cannot tell.
     *
     * @throws dev.chela.api.fault.Transient when the platform could not be asked now
     * @throws java.util.concurrent.CancellationException when this thread was interrupted
     */
    Optional<Delivery> recall(Parcel parcel);

    /** What the account can do, or could when it was last open; something cautious when it never was. */
    Capabilities capabilities(String channel, String account);

    /** Shows something in passing, where the account is open; whether it did is never known. Blocks, for some seconds at most. */
    void hint(String channel, String account, Conversation to, Hint hint);

    /** A run of the house works on an answer that is to leave it. @param origin as {@link ReturnAddress#write()} made it */
    record Awaited(RunId run, SessionKey session, String origin) {}

    /** An account can deliver from now on. */
    record Ready(String channel, String account) {}
}
