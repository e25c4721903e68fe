package dev.chela.core.webhook.internal;

import java.time.Duration;
import java.util.Optional;

/** What a call asks for. */
sealed interface Wish {
    Place place();

    /**
     * An agent's turn.
     *
     * @param text as the model reads it, with what is not the owner's between marks
     */
    record Turn(String text, Place place, Way way, String model, String thinking, Optional<Duration> timeout) implements Wish {}

    /** News. @param now whether they start a turn, or wait for the next one */
    record Wake(String text, boolean now, Place place) implements Wish {}

    /**
     * Where it is heard.
     *
     * @param agent empty for the usual one
     * @param session empty for the usual one
     * @param author who named the session
     */
    record Place(String agent, String session, Author author) {}

    enum Author { CALLER, OWNER }

    /** Where the answer goes. @param channel {@code last} for wherever the main conversation last went */
    record Way(Deliver deliver, String channel, String to, String account) {}

    enum Deliver { NO, WHERE_KNOWN, YES }
}
