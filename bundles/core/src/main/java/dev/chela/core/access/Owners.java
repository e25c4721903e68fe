package dev.chela.core.access;

/** Who is the owner over channels: what {@code commands.ownerAllowFrom} says. */
public interface Owners {
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
