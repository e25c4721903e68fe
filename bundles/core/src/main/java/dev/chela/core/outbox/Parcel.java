package dev.chela.core.outbox;

import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Outbound;
import java.util.Optional;

/**
 * One frozen thing on its way: sent again, it is the same to the letter.
 *
 * @param over the delivery whose message this is to take the place of; empty for a message of its own
 * @param passing whether nobody misses it when it does not arrive
 */
public record Parcel(DeliveryKey key, String channel, String account, Outbound out, Optional<DeliveryKey> over, boolean passing) {
    public Parcel(DeliveryKey key, String channel, String account, Outbound out) {
        this(key, channel, account, out, Optional.empty(), false);
    }

    /** A message of its own, since there is none whose place it could take. */
    public Parcel alone() {
        return new Parcel(key, channel, account, out);
    }

    /** What must stay in order: one conversation of one account. */
    public String lane() {
        return channel + " " + account + " " + out.to().id() + " " + out.to().threadId();
    }
}
