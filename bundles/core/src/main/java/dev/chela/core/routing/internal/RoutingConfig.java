package dev.chela.core.routing.internal;

import dev.chela.core.routing.Binding;
import dev.chela.core.routing.SessionScope.DmScope;
import dev.chela.core.routing.SessionScope.GroupScope;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the configuration says of routing: {@code bindings} at the root and under agents, {@code broadcast}, and which agent takes the rest. */
public record RoutingConfig(
        @Nullable List<Rule> bindings, @Nullable Map<String, Object> broadcast, @Nullable Roster agents) {
    private static final String STRATEGY = "strategy";
    private static final int MOST_PARTICIPANTS = 16;

    public RoutingConfig {
        bindings = bindings == null ? List.of() : bindings;
        broadcast = broadcast == null ? Map.of() : broadcast;
        agents = agents == null ? new Roster(null) : agents;
        broadcast.forEach(RoutingConfig::participants);
        numbered("bindings", bindings, Optional.empty());
        agents.entries().forEach((id, entry) -> numbered("agents.entries." + id + ".bindings", entry.bindings(), Optional.of(id)));
    }

    public record Roster(@Nullable Map<String, Entry> entries) {
        public Roster {
            entries = entries == null ? Map.of() : entries;
        }
    }

    /** @param default_ whether it takes what no rule speaks of */
    public record Entry(@Nullable List<Rule> bindings, @Nullable Boolean default_) {
        public Entry {
            bindings = bindings == null ? List.of() : bindings;
        }
    }

    public enum Type { ROUTE }

    /** With {@code match}, or with its fields beside {@code agentId}. */
    public record Rule(
            @Nullable Type type, @Nullable String agentId, @Nullable Match match, @Nullable Own session, @Nullable String channel,
            @Nullable Object accountId, @Nullable Peer peer, @Nullable Object guildId, @Nullable Object teamId, @Nullable List<Object> roles) {
        Match matching() {
            return match == null ? new Match(channel, accountId, peer, guildId, teamId, roles) : match;
        }
    }

    /** What holds for these conversations alone. */
    public record Own(@Nullable DmScope dmScope, @Nullable GroupScope groupScope) {}

    public record Match(
            @Nullable String channel, @Nullable Object accountId, @Nullable Peer peer, @Nullable Object guildId, @Nullable Object teamId,
            @Nullable List<Object> roles) {}

    /** Also as one text: {@code group:42}, or a pattern of ids alone. */
    public record Peer(@Nullable String kind, @Nullable Object id) {
        public Peer {
            if (kind != null) {
                Binding.PeerKind.read(kind);
            }
        }

        static Peer of(String text) {
            int colon = text.indexOf(':');
            boolean kind = colon > 0 && text.substring(0, colon).matches("(?i)direct|dm|peer|group|channel|room");
            return kind ? new Peer(text.substring(0, colon), text.substring(colon + 1)) : new Peer(null, text);
        }
    }

    /** Those of the root first, then those of the agents, each in its order. */
    List<Binding> all() {
        List<Binding> all = new ArrayList<>(numbered("bindings", bindings, Optional.empty()));
        agents.entries().forEach((id, entry) ->
                all.addAll(numbered("agents.entries." + id + ".bindings", entry.bindings(), Optional.of(id))));
        return List.copyOf(all);
    }

    private static List<Binding> numbered(String place, List<Rule> rules, Optional<String> owner) {
        List<Binding> all = new ArrayList<>();
        for (int i = 0; i < rules.size(); i++) {
            all.add(binding(place + "[" + i + "]", rules.get(i), owner));
        }
        return all;
    }

    private static Binding binding(String place, Rule rule, Optional<String> owner) {
        Match match = rule.matching();
        String agent = owner.orElse(text(rule.agentId()));
        if (agent.isBlank() || text(match.channel()).isBlank()) {
            throw new IllegalArgumentException(place + (agent.isBlank() ? " needs an agentId" : " needs a channel in its match"));
        }
        Set<String> roles = new HashSet<>();
        Optional.ofNullable(match.roles()).ifPresent(all -> all.forEach(role -> roles.add(text(role))));
        Optional<Own> own = Optional.ofNullable(rule.session());
        return new Binding(place, agent, text(match.channel()), text(match.accountId()), peer(place, match), text(match.guildId()),
                text(match.teamId()), Set.copyOf(roles), own.map(Own::dmScope), own.map(Own::groupScope));
    }

    private static Optional<Binding.Peer> peer(String place, Match match) {
        return Optional.ofNullable(match.peer()).map(peer -> {
            if (text(peer.id()).isBlank()) {
                throw new IllegalArgumentException(place + " has a peer without an id; \"*\" stands for any");
            }
            return new Binding.Peer(Optional.ofNullable(peer.kind()).map(Binding.PeerKind::read), text(peer.id()));
        });
    }

    private static String text(@Nullable Object value) {
        return value == null ? "" : String.valueOf(value).strip();
    }

    /** The agents that answer a conversation together; none when it is not broadcast. */
    List<String> participants(String channel, String peer) {
        return broadcast.entrySet().stream().filter(entry -> entry.getKey().equalsIgnoreCase(channel + ":" + peer))
                .map(entry -> participants(entry.getKey(), entry.getValue())).findFirst().orElse(List.of());
    }

    private static List<String> participants(String key, Object value) {
        if (key.equals(STRATEGY)) {
            if (!value.equals("parallel")) {
                throw new IllegalArgumentException("broadcast.strategy is \"" + value + "\"; only \"parallel\" is built here");
            }
            return List.of();
        }
        Object listed = value instanceof Map<?, ?> map ? map.get("agents") : value;
        if (!(listed instanceof List<?> agents) || agents.isEmpty() || agents.size() > MOST_PARTICIPANTS || !key.contains(":")) {
            throw new IllegalArgumentException("broadcast." + key + " must be \"<channel>:<peer>\" with a list of 1 to " + MOST_PARTICIPANTS + " agents");
        }
        if (value instanceof Map<?, ?> map && map.keySet().stream().anyMatch(said -> !said.equals("agents"))) {
            throw new IllegalArgumentException("broadcast." + key + " may say nothing but agents: rounds are not built here");
        }
        return agents.stream().map(String::valueOf).distinct().toList();
    }

    /** Who takes what no rule speaks of. */
    Optional<String> marked() {
        return agents.entries().entrySet().stream().filter(entry -> Boolean.TRUE.equals(entry.getValue().default_()))
                .map(Map.Entry::getKey).findFirst();
    }
}
