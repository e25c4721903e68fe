package dev.chela.core.eventwebhook.internal;

import dev.chela.api.id.SessionKey;
import dev.chela.core.event.EventType;
import dev.chela.core.event.PublicEvent;
import dev.chela.core.eventwebhook.EventWebhooksConfig.Endpoint;
import java.util.EnumSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Which events an endpoint wants. Pure. */
record Subscription(String endpoint, Set<EventType> types, List<String> agents, List<Pattern> sessions) {
    static Subscription of(String name, Endpoint endpoint) {
        Set<EventType> types = Stream.of(EventType.values())
                .filter(type -> Objects.requireNonNull(endpoint.events()).stream().anyMatch(type::matches))
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(EventType.class)));
        List<Pattern> sessions = Objects.requireNonNull(endpoint.sessions()).stream().map(Subscription::glob).toList();
        return new Subscription(name, types, Objects.requireNonNull(endpoint.agents()), sessions);
    }

    private static Pattern glob(String text) {
        return Pattern.compile(Stream.of(text.split("\\*", -1)).map(Pattern::quote).collect(Collectors.joining(".*")));
    }

    boolean wants(PublicEvent event) {
        return types.contains(event.type()) && (agents.isEmpty() && sessions.isEmpty() || isOf(event.session()));
    }

    private boolean isOf(Optional<SessionKey> session) {
        return session.filter(key -> agents.isEmpty() || agents.contains(key.agent().value()))
                .filter(key -> sessions.isEmpty() || sessions.stream().anyMatch(glob -> glob.matcher(key.value()).matches())).isPresent();
    }
}
