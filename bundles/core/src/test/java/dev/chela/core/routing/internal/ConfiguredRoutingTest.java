package dev.chela.core.routing.internal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.channel.Conversation.Kind;
import dev.chela.api.fault.Permanent;
import dev.chela.api.id.AgentId;
import dev.chela.core.FixedConfig;
import dev.chela.core.access.Access;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.channel.ChannelsConfig;
import dev.chela.core.inbox.Input;
import dev.chela.core.routing.Facts;
import dev.chela.core.routing.Routing;
import dev.chela.core.routing.Routing.Decision;
import dev.chela.core.routing.SessionScope;
import dev.chela.core.routing.SessionScope.DmScope;
import dev.chela.core.routing.internal.RoutingConfig.Entry;
import dev.chela.core.routing.internal.RoutingConfig.Match;
import dev.chela.core.routing.internal.RoutingConfig.Own;
import dev.chela.core.routing.internal.RoutingConfig.Peer;
import dev.chela.core.routing.internal.RoutingConfig.Roster;
import dev.chela.core.routing.internal.RoutingConfig.Rule;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which agent hears a message, by what stands in the configuration. */
class ConfiguredRoutingTest {
    private static final Match TELEGRAM = new Match("telegram", null, null, null, null, null);

    private static Routing routing(RoutingConfig config, String... agents) {
        List<Agent> roster = Stream.of(agents).map(id -> new Agent(
                new AgentId(id), id, Agent.Identity.NONE, "auto", List.of(), Path.of("w"), Duration.ZERO)).toList();
        return new ConfiguredRouting(new Listed(roster), new ByName(), new FixedConfig(config, new SessionScope(null),
                new ChannelsConfig(Map.of("telegram", Map.of("accounts", Map.of("home", Map.of(), "work", Map.of()), "defaultAccount", "work")))));
    }

    private static Rule rule(String agent, Match match, Own session) {
        return new Rule(null, agent, match, session, null, null, null, null, null, null);
    }

    private static RoutingConfig rules(Rule... rules) {
        return new RoutingConfig(List.of(rules), null, null);
    }

    private static Decision group(Routing routing, String id, String text) {
        return routing.route(new Facts("telegram", "work", true, Kind.GROUP, id, "", "", Set.of(), "7"), text);
    }

    private static Decision direct(Routing routing) {
        return routing.route(new Facts("telegram", "work", true, Kind.DIRECT, "7", "", "", Set.of(), "7"), "");
    }

    private static List<String> agents(Decision decision) {
        return decision.targets().stream().map(target -> target.agent().value()).toList();
    }

    @Test
    void what_no_rule_speaks_of_goes_to_the_only_agent_or_to_the_marked_one_and_else_to_nobody() {
        assertThat(agents(direct(routing(rules(), "main")))).containsExactly("main");
        Decision several = direct(routing(rules(), "main", "work"));
        assertThat(several.targets()).isEmpty();
        assertThat(several.why()).contains("main, work", "bindings");
        RoutingConfig marked = new RoutingConfig(null, null, new Roster(Map.of("work", new Entry(null, true))));
        assertThat(agents(direct(routing(marked, "main", "work")))).containsExactly("work");
        assertThat(direct(routing(marked, "main", "work")).matchedBy()).isEqualTo("default");
    }

    @Test
    void a_rule_stands_at_the_root_or_under_its_agent_with_or_without_match() {
        assertThat(agents(direct(routing(rules(rule("work", TELEGRAM, null)), "main", "work")))).containsExactly("work");
        Rule bare = new Rule(null, null, null, null, "telegram", "work", Peer.of("7*"), null, null, null);
        RoutingConfig under = new RoutingConfig(null, null, new Roster(Map.of("work", new Entry(List.of(bare), null))));
        Decision decision = direct(routing(under, "main", "work"));
        assertThat(agents(decision)).containsExactly("work");
        assertThat(decision.matchedBy()).isEqualTo("binding.peer.wildcard");
        assertThat(decision.why()).isEqualTo("agents.entries.work.bindings[0]");
    }

    @Test
    void a_rule_for_an_agent_that_does_not_exist_gives_its_conversations_to_nobody_else() {
        Decision decision = direct(routing(rules(rule("gone", TELEGRAM, null)), "main"));
        assertThat(decision.targets()).isEmpty();
        assertThat(decision.why()).contains("bindings[0]", "'gone'");
    }

    @Test
    void a_rule_may_part_its_conversations_otherwise() {
        Routing routing = routing(rules(rule("main", TELEGRAM, new Own(DmScope.PER_PEER, null))), "main");
        assertThat(direct(routing).targets().get(0).session().rest()).isEqualTo("peer:7");
        assertThat(group(routing, "-1", "").targets().get(0).session().rest()).isEqualTo("telegram:channel:-1");
    }

    @Test
    void a_broadcast_is_heard_by_all_unless_some_are_named_and_beats_the_rules() {
        RoutingConfig config = new RoutingConfig(List.of(rule("main", TELEGRAM, null)),
                Map.of("telegram:-1", List.of("work", "home", "gone"), "strategy", "parallel"), null);
        Routing routing = routing(config, "main", "work", "home");
        Decision all = group(routing, "-1", "hello");
        assertThat(agents(all)).containsExactly("work", "home");
        assertThat(all.targets()).extracting(Routing.Target::signature).containsExactly("work", "home");
        assertThat(all.targets().get(1).session().value()).isEqualTo("agent:home:telegram:channel:-1");
        assertThat(agents(group(routing, "-1", "home, are you there?"))).containsExactly("home");
        assertThat(agents(group(routing, "-2", "hello"))).containsExactly("main");
    }

    @Test
    void every_rule_is_looked_at_in_an_explanation() {
        Routing routing = routing(rules(rule("work", new Match("discord", null, null, null, null, null), null), rule("work", TELEGRAM, null)), "main", "work");
        Routing.Explanation explanation = routing.explain(new Facts("telegram", "work", true, Kind.DIRECT, "7", "", "", Set.of(), "7"), "");
        assertThat(explanation.looks()).extracting(look -> look.why()).containsExactly("another channel: discord", "");
        assertThat(explanation.decision().why()).isEqualTo("bindings[1]");
        assertThat(routing.defaultAccount("telegram")).isEqualTo("work");
        assertThat(routing.defaultAccount("elsewhere")).isEqualTo("default");
    }

    @ParameterizedTest
    @CsvSource({"direct:7, direct, 7", "Group:-100*, Group, -100*", "12*, , 12*", "!room:matrix.org, , !room:matrix.org"})
    void a_peer_may_be_one_text(String text, String kind, String id) {
        assertThat(Peer.of(text)).isEqualTo(new Peer(kind, id));
    }

    @Test
    void what_cannot_be_meant_is_refused_by_its_place() {
        assertThatThrownBy(() -> rules(rule(null, TELEGRAM, null))).hasMessage("bindings[0] needs an agentId");
        assertThatThrownBy(() -> rules(rule("a", null, null))).hasMessage("bindings[0] needs a channel in its match");
        assertThatThrownBy(() -> rules(rule("a", new Match("telegram", null, new Peer("group", null), null, null, null), null)))
                .hasMessageStartingWith("bindings[0] has a peer without an id");
        assertThatThrownBy(() -> new Peer("nobody", "1")).hasMessageContaining("nobody");
        assertThatThrownBy(() -> new RoutingConfig(null, Map.of("strategy", "sequential"), null)).hasMessageContaining("sequential");
        assertThatThrownBy(() -> new RoutingConfig(null, Map.of("telegram", List.of("a")), null)).hasMessageContaining("<channel>:<peer>");
        assertThatThrownBy(() -> new RoutingConfig(null, Map.of("telegram:1", Map.of("agents", List.of("a"), "maxRounds", 2)), null))
                .hasMessageContaining("rounds");
    }

    private record Listed(List<Agent> list) implements Agents {
        @Override
        public Agent get(AgentId id) {
            return list.stream().filter(agent -> agent.id().equals(id)).findFirst().orElseThrow(() -> new Permanent("no such agent"));
        }

        @Override
        public Agent primary() {
            return list.get(0);
        }

        @Override
        public int concurrency() {
            return 1;
        }

        @Override
        public List<ContextFile> context(Agent agent) {
            return List.of();
        }
    }

    private static final class ByName implements Access {
        @Override
        public boolean owns(Input input) {
            return true;
        }

        @Override
        public Verdict judge(Input input) {
            throw new AssertionError("routing judges nobody");
        }

        @Override
        public boolean speaksTo(Agent agent, String text) {
            return text.contains(agent.id().value());
        }
    }
}
