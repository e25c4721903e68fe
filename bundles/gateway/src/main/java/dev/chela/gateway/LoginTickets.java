package dev.chela.gateway;

import org.osgi.annotation.versioning.ProviderType;

/** One-time codes for the link that is printed for the owner, {@code /#ticket=…}. Tickets do not survive a restart. */
@ProviderType
public interface LoginTickets {
    /**
     * A new code, valid for ten minutes and for one login. The client sends it as {@code auth.bootstrapToken} and is given a
     * lasting {@code auth.deviceToken} in return.
     */
    String issue();
}
