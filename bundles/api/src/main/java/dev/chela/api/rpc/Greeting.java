package dev.chela.api.rpc;

import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * What the greeting of a new connection says of the house beyond the gateway itself. Its presence as a service is what makes the
 * gateway ready.
 */
@ConsumerType
public interface Greeting {
    /** The version of the whole, as in {@code server.version}. */
    String version();

    /** Fields of {@code snapshot} beside presence and state versions: {@code health}, {@code sessionDefaults}. */
    Map<String, Object> snapshot(Caller caller);

    /** Names of the events that may be sent, for {@code features.events}. */
    List<String> events();

    /** What clients may count on besides methods and events, in the protocol's words, for {@code features.capabilities}. */
    default List<String> capabilities() {
        return List.of();
    }

    /** Names of the methods without which nobody is let in: services arrive one after the other, and a client asks only once. */
    default List<String> methods() {
        return List.of();
    }
}
