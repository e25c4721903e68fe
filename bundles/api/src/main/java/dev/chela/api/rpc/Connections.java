package dev.chela.api.rpc;

import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/** The clients that are connected now. */
@ProviderType
public interface Connections {
    List<Presence> list();

    /** The names of all methods that are served, sorted. */
    List<String> methods();

    /** Where the socket listens. */
    java.net.URI address();

    /** One connected client, as {@code system-presence} shows it. Times are milliseconds since 1970; strings may be empty. */
    record Presence(
            String connection, String clientId, String mode, String displayName, String version, String platform,
            String deviceFamily, String instanceId, String deviceId, String ip, List<String> scopes, String role, long connectedAt) {}
}
