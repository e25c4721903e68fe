package dev.chela.core.outbox;

import dev.chela.api.channel.Outbound;

/** Whoever may look at what leaves, before it is tried for the first time: declared here, implemented by {@code hook}. */
@FunctionalInterface
public interface Inspection {
    /** Everything leaves as it is. */
    Inspection NONE = parcel -> new Leaves(parcel.out());

    /**
     * What is to become of it. Its commit is the one that claims the delivery or ends it, so after a crash in between it is asked again.
     * May wait, for as long as the hooks may take, and at a start for the plugins that were there before.
     *
     * @throws java.util.concurrent.CancellationException when this thread was interrupted
     */
    Ruling of(Parcel parcel);

    sealed interface Ruling {}

    /** @param as in the same place and of the same kind */
    record Leaves(Outbound as) implements Ruling {}

    /** @param why for people */
    record Stays(String why) implements Ruling {}
}
