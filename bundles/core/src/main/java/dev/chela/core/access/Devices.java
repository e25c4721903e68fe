package dev.chela.core.access;

import dev.chela.core.event.EventType;
import dev.chela.core.event.PublicEvent;
import dev.chela.core.event.PublicFact;
import java.util.List;
import java.util.Optional;

/**
 * The devices that may connect, what each was granted in which role, and those that ask to. Tokens are kept as hashes; a token is
 * handed out once, to the device itself. Every change is one commit; its facts are {@link Asked}, {@link Decided} and {@link Shut}.
 * Safe on any thread.
 */
public interface Devices {
    /** Lets a device in that the owner vouches for at this moment: at the machine itself, with the secret. Grants what it asks for. */
    Entry adopt(Arrival arrival);

    /** Lets a device in when it was granted all it asks for; else leaves a request for the owner, valid for five minutes. */
    Entry admit(Arrival arrival);

    boolean tokenFits(String device, String role, String token);

    /** What this token opens; empty when it opens nothing. */
    Optional<Grant> holder(String token);

    /** Whether what an {@link Entry.Granted} said is still so. */
    boolean stands(String device, String role, long generation);

    /** Leaves a request for the owner as {@link #admit} does: a device that is connected already asks for more. */
    Request ask(Arrival arrival);

    /** What became of a request, for as long as it would have lived; empty when nothing is known of it. */
    Optional<Verdict> verdict(String request);

    /** By the time of their first approval. */
    List<Device> paired();

    /** Those that have not expired, oldest first. */
    List<Request> pending();

    default Optional<Device> device(String id) {
        return paired().stream().filter(device -> device.id().equals(id)).findFirst();
    }

    default Optional<Request> request(String id) {
        return pending().stream().filter(request -> request.id().equals(id)).findFirst();
    }

    /** Empty when the request is gone: expired, or decided by somebody else. */
    Optional<Device> approve(String request);

    boolean reject(String request);

    /** Forgets a device: its tokens open nothing any more. */
    boolean remove(String device);

    boolean rename(String device, String label);

    /**
     * Makes the token worthless and the next one ready.
     *
     * @param scopes what is granted from now on; the caller has checked that it is no more than before
     * @return the new token; empty when there is no such grant, or it was revoked
     */
    Optional<String> rotate(String device, String role, List<String> scopes);

    /** Like {@link #rotate}, for somebody who must not see the token: the device is given one when it next comes with the secret. */
    boolean renew(String device, String role, List<String> scopes);

    /** Another token for the same grant: the one before is worthless, but who is connected stays. Empty like {@link #rotate}'s. */
    Optional<String> reissue(String device, String role);

    boolean revoke(String device, String role);

    /**
     * What a device says of itself. Strings may be empty.
     *
     * @param device lower-case hex SHA-256 of its public key; the gateway has checked that it holds the key
     */
    record Arrival(
            String device, String publicKey, String role, List<String> scopes, String displayName, String platform,
            String deviceFamily, String clientId, String clientMode, String ip) {}

    sealed interface Entry {
        /** @param token the device's own, only when it was made just now */
        record Granted(long generation, Optional<String> token, long issuedAt) implements Entry {}

        /** @param reason {@code not-paired}, {@code role-upgrade}, {@code scope-upgrade} or {@code metadata-upgrade} */
        record Waiting(Request request, String reason) implements Entry {}
    }

    /** Times are milliseconds since 1970. */
    record Request(String id, Arrival from, long createdAt) {
        private PublicEvent told(EventType type) {
            return PublicEvent.of(type, data -> data.put("requestId", id).put("device", from.device()).put("role", from.role())
                    .put("name", from.displayName()).put("platform", from.platform()));
        }
    }

    enum Word { PENDING, APPROVED, REJECTED, EXPIRED }

    /** @param expiresAt milliseconds since 1970 */
    record Verdict(Request request, Word word, long expiresAt) {}

    /** @param label what the owner calls it; may be empty */
    record Device(Arrival from, String label, boolean silent, long createdAt, long approvedAt, long lastSeenAt, List<Grant> grants) {
        public String id() {
            return from.device();
        }

        public Optional<Grant> grant(String role) {
            return grants.stream().filter(grant -> grant.role().equals(role)).findFirst();
        }
    }

    /** @param tokenAt when its token was made, {@code rotatedAt}, {@code revokedAt}: 0 for never */
    record Grant(String role, List<String> scopes, long generation, long tokenAt, long rotatedAt, long revokedAt) {
        public boolean revoked() {
            return revokedAt > 0;
        }

        /** {@code operator.admin} covers all; {@code operator.write} covers {@code operator.read}. */
        public boolean covers(List<String> wanted) {
            return !revoked() && wanted.stream().allMatch(scope -> scopes.contains(scope) || scopes.contains("operator.admin")
                    || scope.equals("operator.read") && scopes.contains("operator.write"));
        }
    }

    /** Fact: a device asks to be let in, or for more. */
    record Asked(Request request) implements PublicFact {
        @Override
        public Optional<PublicEvent> told() {
            return Optional.of(request.told(EventType.DEVICE_REQUESTED));
        }
    }

    /** Fact: the owner has decided. */
    record Decided(Request request, boolean approved, long at) implements PublicFact {
        @Override
        public Optional<PublicEvent> told() {
            return Optional.of(request.told(approved ? EventType.DEVICE_APPROVED : EventType.DEVICE_REJECTED));
        }
    }

    /** Fact: the owner calls it otherwise from now on. */
    record Renamed(String device) {}

    /** Fact: what was granted holds no longer; its connections are to end. {@code role} is empty for all. */
    record Shut(String device, String role, String why) {}
}
