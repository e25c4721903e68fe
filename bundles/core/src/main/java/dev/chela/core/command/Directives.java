package dev.chela.core.command;

import dev.chela.api.id.SessionKey;
import dev.chela.core.inbox.Said;
import java.util.Optional;

/** Orders within a message: {@code /think high} before a question. Safe on any thread. */
public interface Directives {
    /**
     * What is left of a message when its orders are taken out, with the manner in which they want it taken up. What holds from then on
     * is in force when this returns; doing it twice is doing it once.
     *
     * @return empty when there are none
     */
    Optional<Said> read(SessionKey session, Said said);
}
