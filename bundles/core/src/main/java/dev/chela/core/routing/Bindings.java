package dev.chela.core.routing;

import dev.chela.api.channel.Conversation.Kind;
import dev.chela.core.routing.Binding.Peer;
import dev.chela.core.routing.Binding.PeerKind;
import dev.chela.core.routing.Binding.Tier;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The table of rules: which one a message falls under. Pure. */
public final class Bindings {
    private Bindings() {}

    /** What became of one rule. @param tier empty when it does not fit, and {@code why} says why */
    public record Look(Binding binding, Optional<Tier> tier, String why) {}

    /** Of those that fit the most specific; of equals the first. */
    public static Optional<Look> choose(List<Binding> bindings, Facts facts) {
        Optional<Look> best = Optional.empty();
        for (Binding binding : bindings) {
            Look look = look(binding, facts);
            if (look.tier().isPresent() && (best.isEmpty() || look.tier().get().compareTo(best.get().tier().orElseThrow()) < 0)) {
                best = Optional.of(look);
            }
        }
        return best;
    }

    public static Look look(Binding binding, Facts facts) {
        return misfit(binding, facts).map(why -> new Look(binding, Optional.empty(), why))
                .orElseGet(() -> new Look(binding, Optional.of(tier(binding, facts)), ""));
    }

    private static Optional<String> misfit(Binding binding, Facts facts) {
        if (!same(binding.channel(), facts.channel())) {
            return Optional.of("another channel: " + binding.channel());
        }
        if (!account(binding, facts)) {
            return Optional.of(binding.account().isEmpty() ? "the channel's default account alone" : "another account: " + binding.account());
        }
        if (binding.peer().isPresent() && peer(binding.peer().get(), facts).isEmpty()) {
            return Optional.of("another peer: " + binding.peer().get().id());
        }
        if (!binding.guild().isEmpty() && !same(binding.guild(), facts.space())) {
            return Optional.of("another guild: " + binding.guild());
        }
        if (!binding.team().isEmpty() && !same(binding.team(), facts.space())) {
            return Optional.of("another team: " + binding.team());
        }
        return binding.roles().isEmpty() || binding.roles().stream().anyMatch(facts.roles()::contains)
                ? Optional.empty() : Optional.of("none of the roles " + binding.roles());
    }

    private static boolean account(Binding binding, Facts facts) {
        return binding.account().equals(Binding.ANY)
                || (binding.account().isEmpty() ? facts.defaultAccount() : same(binding.account(), facts.account()));
    }

    private static Tier tier(Binding binding, Facts facts) {
        if (binding.peer().isPresent()) {
            return peer(binding.peer().get(), facts).orElseThrow();
        }
        if (!binding.guild().isEmpty()) {
            return binding.roles().isEmpty() ? Tier.GUILD : Tier.GUILD_AND_ROLES;
        }
        if (!binding.team().isEmpty()) {
            return Tier.TEAM;
        }
        return binding.account().equals(Binding.ANY) ? Tier.CHANNEL : Tier.ACCOUNT;
    }

    /** A thread is its own peer, by its own id or behind that of its room, and inherits the room's rule. */
    private static Optional<Tier> peer(Peer peer, Facts facts) {
        boolean direct = facts.kind() == Kind.DIRECT;
        if (peer.kind().isPresent() && direct != (peer.kind().get() == PeerKind.DIRECT)) {
            return Optional.empty();
        }
        if (peer.isPattern()) {
            return fits(peer.id(), facts.peer()) ? Optional.of(Tier.PEER_PATTERN) : Optional.empty();
        }
        boolean threaded = !facts.thread().isEmpty() && !direct;
        if (threaded && List.of(facts.thread(), facts.peer() + ":thread:" + facts.thread(), facts.peer() + ":topic:" + facts.thread())
                .stream().anyMatch(id -> same(id, peer.id()))) {
            return Optional.of(Tier.PEER);
        }
        return same(peer.id(), facts.peer()) ? Optional.of(threaded ? Tier.PARENT_PEER : Tier.PEER) : Optional.empty();
    }

    private static boolean same(String one, String other) {
        return one.equalsIgnoreCase(other);
    }

    /** Star and question mark, in time that grows with the product of the lengths at most. */
    static boolean fits(String pattern, String text) {
        String p = pattern.toLowerCase(Locale.ROOT);
        String t = text.toLowerCase(Locale.ROOT);
        int at = 0;
        int in = 0;
        int star = -1;
        int retry = 0;
        while (in < t.length()) {
            if (at < p.length() && p.charAt(at) == '*') {
                star = at++;
                retry = in;
            } else if (at < p.length() && (p.charAt(at) == '?' || p.charAt(at) == t.charAt(in))) {
                at++;
                in++;
            } else if (star >= 0) {
                at = star + 1;
                in = ++retry;
            } else {
                return false;
            }
        }
        return p.substring(at).chars().allMatch(c -> c == '*');
    }
}
