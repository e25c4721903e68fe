package dev.chela.core.access;

import java.util.List;

/** Who is the owner over channels: what {@code commands.ownerAllowFrom} says. */
public interface Owners {
    /** Those with their channel before them, {@code telegram:42}, in the order of the configuration. */
    List<String> named();

    /** Whether anybody is. */
    boolean configured();

    /**
     * Writes somebody into the configuration, unless somebody stands there.
     *
     * @param sender the platform's id
     * @return whether it was written; when not, {@link #configured()} says whether somebody stood there before
     */
    boolean bootstrap(String channel, String sender);
}
