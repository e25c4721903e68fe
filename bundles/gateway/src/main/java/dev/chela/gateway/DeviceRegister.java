package dev.chela.gateway;

import java.util.List;
import java.util.Optional;
import org.osgi.annotation.versioning.ConsumerType;

/**
 * Knows which devices may connect, and as what. Without one the gateway lets nobody in. Called on a request's thread after the
 * gateway has checked that the device holds its key; may wait for the disk.
 */
@ConsumerType
public interface DeviceRegister {
    /** For a device that the owner vouches for at this moment: it is granted what it asks for. */
    Entry adopt(Arrival arrival);

    /** For all others: they are let in with what they were granted before. */
    Entry admit(Arrival arrival);

    /** Compares in constant time. */
    boolean tokenFits(String device, String role, String token);

    /** Whether it is the token of a paired operator's device that may read. */
    boolean mayRead(String token);

    /** Whether the grant still holds that {@link Entry.Granted} spoke of. */
    boolean stands(String device, String role, long generation);

    /** What a device says of itself; strings may be empty. */
    record Arrival(
            String device, String publicKey, String role, List<String> scopes, String displayName, String platform,
            String deviceFamily, String clientId, String clientMode, String ip) {}

    sealed interface Entry {
        /** @param token made just now, for the device to keep; {@code issuedAt} in milliseconds since 1970 */
        record Granted(long generation, Optional<String> token, long issuedAt) implements Entry {}

        /** @param reason {@code not-paired}, {@code role-upgrade}, {@code scope-upgrade} or {@code metadata-upgrade} */
        record Waiting(String request, String reason) implements Entry {}
    }
}
