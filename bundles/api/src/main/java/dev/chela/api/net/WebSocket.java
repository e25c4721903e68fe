package dev.chela.api.net;

import java.time.Duration;
import org.osgi.annotation.versioning.ProviderType;

/**
 * A line of text messages in both directions (WebSocket, RFC 6455), opened by {@link Http#connect}. One thread receives; any thread sends and
 * closes. Whoever opens one closes it. Pings of the other side are answered by the host.
 */
@ProviderType
public interface WebSocket extends AutoCloseable {
    /**
     * Waits for the next message, or the end. While nobody asks, the other side is read one message ahead and no further. After the end it
     * says the end again.
     *
     * @throws java.util.concurrent.CancellationException when the calling thread is interrupted
     */
    Frame receive();

    /**
     * What cannot be sent ends the line, and whoever receives hears it. An end that nobody took leave for may be noticed by this alone: a
     * line on which one only listens is pinged.
     *
     * @throws dev.chela.api.fault.Transient when it has ended, or what was sent is not taken within the deadline of its opening
     */
    void send(String text);

    /**
     * Asks the other side for a sign of life, which it owes at once. Ends the line as {@link #send} does.
     *
     * @throws dev.chela.api.fault.Transient as {@link #send} does
     */
    void ping();

    /**
     * For how long nothing at all came: no message, no ping, and no answer to one. While nobody receives, nothing comes but the one
     * message that is read ahead.
     */
    Duration silence();

    /**
     * Takes leave and ends it, whether the other side answers or not; whoever receives hears it. A second call does nothing.
     *
     * @param code 1000, or 3000 to 4999
     */
    void close(int code);

    @Override
    default void close() {
        close(1_000);
    }

    /** What is heard. */
    sealed interface Frame {
        /** One whole message. */
        record Said(String text) implements Frame {}

        /**
         * Nothing more comes.
         *
         * @param code as the side that closed it said; {@link #BROKEN} where nobody took leave
         * @param reason for people; may be empty
         */
        record Ended(int code, String reason) implements Frame {
            public static final int BROKEN = 1_006;
        }
    }
}
