package dev.chela.gateway.internal.socket;

import dev.chela.api.rpc.Scope;
import java.util.List;
import java.util.Set;

/**
 * What a client said of itself in the handshake, and what it was granted. Strings may be empty.
 *
 * @param user the person whom the trusted proxy names; empty for whoever came in another way
 */
record Client(
        String id, String mode, String displayName, String version, String platform, String deviceFamily, String instanceId,
        String deviceId, String ip, String user, String role, Set<Scope> scopes, Set<String> caps, long connectedAt) {
    private static final Set<String> PASSING = Set.of("cli", "backend", "probe");

    /** One-shot callers come and go too often to be called present. */
    boolean present() {
        return !PASSING.contains(mode);
    }

    List<String> scopeNames() {
        return scopes.stream().map(Scope::wire).sorted().toList();
    }
}
