package dev.chela.core.outbox;

import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Delivery;
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

    /** An account can deliver from now on. */
    record Ready(String channel, String account) {}
}
