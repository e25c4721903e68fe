package dev.chela.gateway.internal.socket;

import java.util.List;
import java.util.Optional;

/** One connected client, in the protocol's words. */
public record PresenceEntry(
        long ts, Optional<String> host, Optional<String> ip, Optional<String> version, Optional<String> platform,
        Optional<String> deviceFamily, Optional<String> mode, String reason, Optional<String> instanceId,
        Optional<String> clientId, Optional<String> deviceId, List<String> roles, List<String> scopes, long onlineSince,
        Optional<User> user, Optional<List<String>> watchedSessions) {

    /** The person at the client, where a proxy that the owner trusts has said who it is. */
    record User(String id, Optional<String> email, String name) {
        static User of(String named) {
            return new User(named, Optional.of(named).filter(name -> name.indexOf('@') > 0), named);
        }
    }

    static PresenceEntry of(Session session) {
        Client who = session.who();
        return new PresenceEntry(
                who.connectedAt(), text(who.displayName()), text(who.ip()), text(who.version()), text(who.platform()),
                text(who.deviceFamily()), text(who.mode()), "connect", text(who.instanceId()), text(who.id()),
                text(who.deviceId()), List.of(who.role()), who.scopeNames(), who.connectedAt(), text(who.user()).map(User::of),
                Optional.of(session.watched()).filter(keys -> !keys.isEmpty()));
    }

    private static Optional<String> text(String value) {
        return Optional.of(value).filter(v -> !v.isEmpty());
    }
}
