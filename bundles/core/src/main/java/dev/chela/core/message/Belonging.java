package dev.chela.core.message;

import dev.chela.api.id.SessionKey;
import dev.chela.core.outbox.ReturnAddress;
import java.util.Optional;

/** Knows of conversations over no channel that somebody's conversation over one has set going. Safe on any thread. */
public interface Belonging {
    /** @return what speaks by policy against sending something there from this conversation; empty when nothing does, or it belongs to none */
    Optional<String> objection(SessionKey session, ReturnAddress there);
}
