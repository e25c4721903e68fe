package dev.chela.core.routing;

import dev.chela.api.channel.Conversation.Kind;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.routing.SessionScope.DmScope;
import dev.chela.core.routing.SessionScope.GroupScope;
import dev.chela.core.session.SessionKeys;
import dev.chela.core.session.SessionKeys.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The session that a message belongs to, once its agent is known. Pure. */
public final class Routes {
    private Routes() {}

    public static SessionKey key(SessionScope scope, AgentId agent, Facts facts) {
        boolean room = facts.kind() != Kind.DIRECT;
        boolean main = room ? scope.groupScope() == GroupScope.MAIN : scope.dmScope() == DmScope.MAIN || facts.peer().isBlank();
        if (main) {
            return SessionKeys.main(agent);
        }
        return room ? Scope.room(facts.channel(), facts.peer().isBlank() ? "unknown" : facts.peer(), facts.thread()).key(agent)
                : person(scope, facts).key(agent);
    }

    private static Scope person(SessionScope scope, Facts facts) {
        String peer = linked(scope.identityLinks(), facts);
        return switch (scope.dmScope()) {
            case MAIN, PER_PEER -> Scope.person("", "", peer);
            case PER_CHANNEL_PEER -> Scope.person(facts.channel(), "", peer);
            case PER_ACCOUNT_CHANNEL_PEER -> Scope.person(facts.channel(), facts.account(), peer);
        };
    }

    /** One person's ids on several channels are one name. */
    private static String linked(Map<String, List<Object>> links, Facts facts) {
        List<String> ids = List.of(facts.peer().toLowerCase(Locale.ROOT), (facts.channel() + ":" + facts.peer()).toLowerCase(Locale.ROOT));
        return links.entrySet().stream()
                .filter(link -> link.getValue().stream().anyMatch(id -> ids.contains(String.valueOf(id).strip().toLowerCase(Locale.ROOT))))
                .map(Map.Entry::getKey).findFirst().orElse(facts.peer());
    }
}
