package dev.chela.core.outbox;

import dev.chela.api.channel.DeliveryKey;
import dev.chela.api.channel.Outbound;

/** One frozen thing on its way: sent again, it is the same to the letter. */
public record Parcel(DeliveryKey key, String channel, String account, Outbound out) {
    /** What must stay in order: one conversation of one account. */
    public String lane() {
        return channel + " " + account + " " + out.to().id() + " " + out.to().threadId();
    }
}
