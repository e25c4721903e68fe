package dev.chela.api.grant;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The power to look into other conversations of the house and to speak to them, as far as policy shows them to the calling one. A
 * conversation is named by its key or its label.
 */
@ProviderType
public interface Conversations {
    /** Last touched first. */
    List<Glance> list(Filter filter);

    /**
     * What was said, oldest first.
     *
     * @param most messages
     * @param tools whether results of tools are among them
     * @throws dev.chela.api.fault.Denied when policy does not show it
     * @throws dev.chela.api.fault.Permanent when there is no such conversation
     */
    List<Line> history(String conversation, int most, boolean tools);

    /** @param conversation empty for the calling one. Faults as {@link #history} */
    Status status(String conversation);

    /**
     * Says something there, in this conversation's name; said once, however often the call is run. Faults as {@link #history}.
     *
     * @param patience how long to wait for the answer; zero to have it said to this conversation when it comes
     * @throws dev.chela.api.fault.Denied also when a chain of such messages has become too long without a person
     */
    Sent send(String conversation, String text, Duration patience) throws InterruptedException;

    /**
     * @param most how many; 0 for the usual number
     * @param within only those touched since so long; zero for all
     * @param agent empty for all
     * @param search in key and label; empty for all
     */
    record Filter(int most, Duration within, String agent, String search) {}

    /** @param spawnedBy the conversation that set it to work; empty for none */
    record Glance(String key, String label, String agent, String model, boolean atWork, Instant updatedAt, String preview, String spawnedBy) {}

    /** @param role user, assistant, system or toolResult */
    record Line(String role, Instant at, String text) {}

    /** @param cost in dollars, as far as prices are known; with what it set to work */
    record Status(Glance glance, long inputTokens, long outputTokens, String cost, long contextTokens, long entries) {}

    /** What became of a message. */
    sealed interface Sent {
        String run();

        /** Its answer. */
        record Answered(String run, String text) implements Sent {}

        /** It ended without one. */
        record Failed(String run, String why) implements Sent {}

        /** It is taken in; nobody has answered yet. @param steered whether it joined a turn that goes on */
        record Accepted(String run, boolean steered) implements Sent {}
    }
}
