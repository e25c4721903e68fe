package dev.chela.api.rpc;

import java.util.Optional;
import java.util.function.Supplier;

/**
 * One event for many connections. It is encoded once.
 *
 * @param event the event's name, {@code chat}
 * @param payload a record, a map or a list; encoded before {@code send} returns
 * @param audience which connections get it
 * @param slow what happens to it when a connection cannot keep up
 */
public record Push(String event, Object payload, Audience audience, Slow slow) {
    /**
     * @param scope the scope a connection needs; empty for all connections
     * @param topic the topic a connection must have subscribed to; empty for none
     * @param cap the feature a connection must have announced, or, behind a {@code !}, must not have; empty for none
     * @param connection the only connection to get it; empty for all
     */
    public record Audience(Optional<Scope> scope, String topic, String cap, String connection) {
        public static final Audience ALL = new Audience(Optional.empty(), "", "", "");
        public static final Audience READERS = new Audience(Optional.of(Scope.READ), "", "", "");

        public Audience withTopic(String name) {
            return new Audience(scope, name, cap, connection);
        }

        public Audience withCap(String name) {
            return new Audience(scope, topic, name, connection);
        }

        /** All of these but those that {@link #withCap} names. */
        public Audience withoutCap(String name) {
            return withCap("!" + name);
        }
    }

    /** What a connection with a full buffer does with an event. */
    public sealed interface Slow {
        /** Must arrive: the connection is closed rather than robbed of it. */
        record Keep() implements Slow {}

        /** May be skipped; its number is used up, so that the gap shows. */
        record Drop() implements Slow {}

        /**
         * Replaces an event of the same key that still waits: deltas of one run.
         *
         * @param anew where an event tells only what is new: makes the payload for a connection that was spared an earlier one,
         *     called at most once, before {@code send} returns; empty where each event tells the whole
         */
        record Latest(String key, Optional<Supplier<Object>> anew) implements Slow {
            public Latest(String key) {
                this(key, Optional.empty());
            }
        }
    }
}
