package dev.chela.gateway.internal.rpc;

import dev.chela.api.rpc.Scope;
import java.util.List;
import java.util.Set;

/** Who asks: an authenticated connection. */
public interface Requester {
    String OPERATOR = "operator";

    String connection();

    String role();

    Set<Scope> scopes();

    Set<String> caps();

    String client();

    /** The device, or the address of one that named none: what write limits count by. */
    String origin();

    void subscribe(String topic);

    void unsubscribe(String topic);

    boolean subscribed(String topic);

    void watching(List<String> sessionKeys);

    /** Sends a frame. Does nothing once the connection is gone. */
    void send(byte[] frame);

    /** Counts a call that its role does not allow; too many in a row close the connection. */
    void strike();

    /** A call that its role allows. */
    void pardon();

    default boolean may(Scope scope) {
        return switch (scope) {
            case DYNAMIC -> true;
            case READ -> has(Scope.READ) || has(Scope.WRITE) || has(Scope.ADMIN);
            default -> has(scope) || has(Scope.ADMIN);
        };
    }

    private boolean has(Scope scope) {
        return scopes().contains(scope);
    }
}
