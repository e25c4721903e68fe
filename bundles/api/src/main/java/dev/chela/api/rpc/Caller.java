package dev.chela.api.rpc;

import java.util.List;
import java.util.Set;
import org.osgi.annotation.versioning.ProviderType;

/** Who calls, over which connection. */
@ProviderType
public interface Caller {
    /** The connection's id; also the name under which {@link Broadcaster} can address it. */
    String connection();

    Set<Scope> scopes();

    /** The optional features that the client announced: {@code tool-events} for example. */
    Set<String> caps();

    /** {@code client.id} of the handshake: {@code cli}, {@code webchat-ui}. */
    String client();

    /** @throws RpcFault with code FORBIDDEN when the caller lacks the scope */
    void require(Scope scope);

    /** Sends a first answer before the final one: {@code accepted}. */
    void interim(Object payload);

    /** From now on, or no longer, events of this topic reach the connection. Topics end with the connection. */
    void subscribe(String topic);

    void unsubscribe(String topic);

    boolean subscribed(String topic);

    /** Shows the connection to others as looking at these sessions, and at no others, until it says otherwise or ends. */
    void watching(List<String> sessionKeys);
}
