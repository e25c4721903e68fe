package dev.chela.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Conversation.Kind;
import dev.chela.core.routing.Binding.Peer;
import dev.chela.core.routing.Binding.PeerKind;
import dev.chela.core.routing.Binding.Tier;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BindingsTest {
    private static Binding binding(String account, String kind, String peer, String guild, String team, String role) {
        Optional<Peer> who = peer.isEmpty() ? Optional.empty()
                : Optional.of(new Peer(kind.isEmpty() ? Optional.empty() : Optional.of(PeerKind.read(kind)), peer));
        return new Binding("bindings[0]", "work", "discord", account, who, guild, team, role.isEmpty() ? Set.of() : Set.of(role),
                Optional.empty(), Optional.empty());
    }

    private static Facts message(Kind kind, String peer, String thread) {
        return new Facts("discord", "home", true, kind, peer, thread, "g1", Set.of("admin"), "7");
    }

    @ParameterizedTest
    @CsvSource({
        "'',   direct,  7,    '', '',  '',    DIRECT,  7,  '', PEER",
        "'',   dm,      7,    '', '',  '',    DIRECT,  7,  '', PEER",
        "'',   '',      7,    '', '',  '',    DIRECT,  7,  '', PEER",
        "'',   group,   7,    '', '',  '',    DIRECT,  7,  '', ",
        "'',   direct,  7,    '', '',  '',    GROUP,   7,  '', ",
        "'',   group,   C1,   '', '',  '',    GROUP,   c1, '', PEER",
        "'',   channel, c1,   '', '',  '',    GROUP,   c1, '', PEER",
        "'',   group,   c1,   '', '',  '',    CHANNEL, c1, '', PEER",
        "'',   group,   c1,   '', '',  '',    GROUP,   c1, t9, PARENT_PEER",
        "'',   group,   t9,   '', '',  '',    GROUP,   c1, t9, PEER",
        "'',   group,   'c1:topic:t9', '', '', '', GROUP, c1, t9, PEER",
        "'',   group,   'c1:thread:t8', '', '', '', GROUP, c1, t9, ",
        "'',   group,   *,    '', '',  '',    GROUP,   c1, t9, PEER_PATTERN",
        "'',   group,   c?,   '', '',  '',    GROUP,   c1, '', PEER_PATTERN",
        "'',   group,   'd*', '', '',  '',    GROUP,   c1, '', ",
        "'',   group,   c1,   g1, '',  '',    GROUP,   c1, '', PEER",
        "'',   group,   c1,   g2, '',  '',    GROUP,   c1, '', ",
        "'',   '',      '',   g1, '',  admin, GROUP,   c1, '', GUILD_AND_ROLES",
        "'',   '',      '',   g1, '',  guest, GROUP,   c1, '', ",
        "'',   '',      '',   g1, '',  '',    GROUP,   c1, '', GUILD",
        "'',   '',      '',   '', g1,  '',    GROUP,   c1, '', TEAM",
        "'',   '',      '',   '', g2,  '',    GROUP,   c1, '', ",
        "home, '',      '',   '', '',  '',    DIRECT,  7,  '', ACCOUNT",
        "'',   '',      '',   '', '',  '',    DIRECT,  7,  '', ACCOUNT",
        "work, '',      '',   '', '',  '',    DIRECT,  7,  '', ",
        "*,    '',      '',   '', '',  '',    DIRECT,  7,  '', CHANNEL",
    })
    void a_rule_fits(String account, String kind, String peer, String guild, String team, String role, Kind where, String id, String thread,
            Tier tier) {
        Bindings.Look look = Bindings.look(binding(account, kind, peer, guild, team, role), message(where, id, thread));
        assertThat(look.tier()).isEqualTo(Optional.ofNullable(tier));
        assertThat(look.why().isEmpty()).as("a rule that does not fit says why").isEqualTo(tier != null);
    }

    @Test
    void without_an_account_a_rule_is_for_the_default_account_alone() {
        Facts other = new Facts("discord", "other", false, Kind.DIRECT, "7", "", "", Set.of(), "7");
        assertThat(Bindings.look(binding("", "direct", "7", "", "", ""), other).why()).contains("default account");
        assertThat(Bindings.look(binding("*", "direct", "7", "", "", ""), other).tier()).contains(Tier.PEER);
    }

    @Test
    void the_most_specific_decides_and_of_equals_the_first() {
        Binding channel = binding("*", "", "", "", "", "");
        Binding guild = binding("*", "", "", "g1", "", "");
        Binding again = new Binding("bindings[3]", "other", "discord", "*", Optional.empty(), "g1", "", Set.of(), Optional.empty(), Optional.empty());
        assertThat(Bindings.choose(List.of(channel, guild, again), message(Kind.GROUP, "c1", "")).orElseThrow().binding()).isSameAs(guild);
        assertThat(Bindings.choose(List.of(again, channel, guild), message(Kind.GROUP, "c1", "")).orElseThrow().binding()).isSameAs(again);
        assertThat(Bindings.choose(List.of(), message(Kind.GROUP, "c1", ""))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"*, '', true", "*, x, true", "a*c, abc, true", "a*c, ac, true", "a*c, acb, false", "a**b, aXb, true", "-100*, -1009, true",
        "A?c, aBC, true", "?, '', false", "a*b*c, aXbYbZc, true", "a*b*c, acb, false", "'', '', true", "'', a, false"})
    void patterns(String pattern, String text, boolean fits) {
        assertThat(Bindings.fits(pattern, text)).isEqualTo(fits);
    }
}
