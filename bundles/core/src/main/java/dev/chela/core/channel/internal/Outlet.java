package dev.chela.core.channel.internal;

import dev.chela.api.channel.ChannelInfo;
import dev.chela.api.channel.ChannelType;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.guest.Desk;

/**
 * A channel of one generation of a plugin.
 *
 * @param keys that its accounts may be configured with: known as long as this is open
 * @param order the service's id: a newer generation has a higher one
 */
record Outlet(ChannelType type, ChannelInfo info, Desk desk, Registration keys, long order) {}
