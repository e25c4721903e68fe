package dev.chela.api.channel;

import org.osgi.annotation.versioning.ConsumerType;

/** A kind of channel: one Declarative Services component per bundle, alive with no account configured. */
@ConsumerType
public interface ChannelType {
    ChannelInfo info();

    /** Returns at once: connecting runs on {@code host.tasks()}. */
    Channel open(Account account, ChannelHost host);
}
