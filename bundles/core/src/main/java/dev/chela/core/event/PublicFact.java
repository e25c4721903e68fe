package dev.chela.core.event;

import java.util.Optional;

/** A fact of a step that other systems may be told of. */
public interface PublicFact {
    /** What they are told; empty when this one is nothing for them. */
    Optional<PublicEvent> told();
}
