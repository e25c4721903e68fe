package dev.chela.core.routing;

import dev.chela.core.routing.SessionScope.DmScope;
import dev.chela.core.routing.SessionScope.GroupScope;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * One rule: conversations like these are this agent's. Whatever is said must fit.
 *
 * @param place where it stands in the configuration, for people
 * @param agent as written; there may be no such agent
 * @param account empty for the channel's default account, {@code *} for any
 * @param guild empty for any, as are {@code team} and {@code roles}
 * @param dmScope what holds for these conversations instead of {@code session.dmScope}; so {@code groupScope}
 */
public record Binding(
        String place, String agent, String channel, String account, Optional<Peer> peer, String guild, String team, Set<String> roles,
        Optional<DmScope> dmScope, Optional<GroupScope> groupScope) {
    public static final String ANY = "*";

    /** @param id the platform's, in which {@code *} stands for any number of characters and {@code ?} for one */
    public record Peer(Optional<PeerKind> kind, String id) {
        public boolean isPattern() {
            return id.contains("*") || id.contains("?");
        }
    }

    /** Platforms do not agree which of their rooms are groups and which are channels, so the two are one. */
    public enum PeerKind {
        DIRECT, ROOM;

        /** @throws IllegalArgumentException when it is none of OpenClaw's words */
        public static PeerKind read(String word) {
            return switch (word.strip().toLowerCase(Locale.ROOT)) {
                case "direct", "dm", "peer" -> DIRECT;
                case "group", "channel", "room" -> ROOM;
                default -> throw new IllegalArgumentException(
                        "\"" + word + "\" is no kind of peer; there are direct, group and channel");
            };
        }
    }

    /** How specific a rule is; the first that has a fitting rule decides. */
    public enum Tier {
        PEER("binding.peer"), PARENT_PEER("binding.peer.parent"), PEER_PATTERN("binding.peer.wildcard"), GUILD_AND_ROLES("binding.guild+roles"),
        GUILD("binding.guild"), TEAM("binding.team"), ACCOUNT("binding.account"), CHANNEL("binding.channel");

        private final String word;

        Tier(String word) {
            this.word = word;
        }

        /** As OpenClaw's {@code matchedBy} says it. */
        public String word() {
            return word;
        }
    }
}
