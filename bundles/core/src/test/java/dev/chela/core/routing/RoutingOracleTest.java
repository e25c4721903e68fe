package dev.chela.core.routing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.channel.Conversation.Kind;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.routing.Binding.Peer;
import dev.chela.core.routing.Binding.PeerKind;
import dev.chela.core.routing.SessionScope.DmScope;
import dev.chela.core.routing.SessionScope.GroupScope;
import dev.chela.core.session.SessionKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Random rules and messages out of few names, so that they meet; 100,000 of them with {@code -Pfull}. */
class RoutingOracleTest {
    private static final int SAMPLES = Integer.getInteger("chela.samples", 2_000);
    private static final List<String> CHANNELS = List.of("telegram", "Discord");
    private static final List<String> ACCOUNTS = List.of("home", "work");
    private static final List<String> IDS = List.of("1", "12", "c1", "C1", "t1", "a:b", "é", "100%");
    private static final List<String> PATTERNS = List.of("*", "1*", "c?", "*1", "t*", "z*");
    private static final List<String> SPACES = List.of("g1", "g2");
    private static final List<String> ROLES = List.of("admin", "guest");

    private final Random random = new Random(42);

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String maybe(List<String> of) {
        return random.nextInt(3) > 0 ? "" : any(of);
    }

    private Binding rule(int number) {
        String id = random.nextInt(3) == 0 ? any(PATTERNS) : random.nextInt(4) == 0 ? any(IDS) + any(List.of(":thread:", ":topic:")) + any(IDS) : any(IDS);
        Optional<Peer> peer = random.nextBoolean() ? Optional.empty() : Optional.of(new Peer(
                random.nextInt(4) == 0 ? Optional.empty() : Optional.of(any(List.of(PeerKind.values()))), id));
        return new Binding("bindings[" + number + "]", "a" + number, any(CHANNELS), any(List.of("", "*", "home", "work")), peer,
                maybe(SPACES), maybe(SPACES), random.nextInt(4) == 0 ? Set.of(any(ROLES)) : Set.of(), Optional.empty(), Optional.empty());
    }

    private Facts message() {
        String account = any(ACCOUNTS);
        return new Facts(any(CHANNELS), account, account.equals("home"), any(List.of(Kind.values())), any(IDS), maybe(IDS), maybe(SPACES),
                random.nextBoolean() ? Set.of() : Set.of(any(ROLES)), any(IDS));
    }

    @Test
    void the_rule_that_decides_is_the_one_that_going_through_all_tiers_finds() {
        for (int sample = 0; sample < SAMPLES; sample++) {
            List<Binding> rules = new ArrayList<>();
            for (int i = random.nextInt(9); i >= 0; i--) {
                rules.add(rule(rules.size()));
            }
            Facts facts = message();
            assertThat(Bindings.choose(rules, facts).map(look -> look.binding().place())).as("%s among %s", facts, rules)
                    .isEqualTo(Oracle.decides(rules, facts).map(Binding::place));
        }
    }

    @Test
    void every_key_that_routing_makes_is_read_as_itself_and_tells_its_agent() {
        for (int sample = 0; sample < SAMPLES; sample++) {
            SessionScope scope = new SessionScope(any(List.of(DmScope.values())), any(List.of(GroupScope.values())), Map.of("Anna", List.of("12")));
            AgentId agent = new AgentId(any(List.of("main", "work-2")));
            SessionKey key = Routes.key(scope, agent, message());
            assertThat(SessionKeys.read(key.value(), AgentId.MAIN)).isEqualTo(key);
            assertThat(SessionKeys.read(key.rest(), agent)).isEqualTo(key);
            assertThat(key.agent()).isEqualTo(agent);
            assertThat(key.value()).isEqualTo(key.value().toLowerCase(Locale.ROOT));
        }
    }

    /** The same by eight questions, each asked of every rule. */
    private static final class Oracle {
        private static final List<BiPredicate<Binding, Facts>> TIERS = List.of(
                (rule, facts) -> id(rule).filter(id -> exact(id, facts)).isPresent(),
                (rule, facts) -> id(rule).filter(id -> room(facts) && !facts.thread().isEmpty() && id.equals(low(facts.peer()))).isPresent(),
                (rule, facts) -> id(rule).filter(id -> (id.contains("*") || id.contains("?")) && like(id, low(facts.peer()))).isPresent(),
                (rule, facts) -> rule.peer().isEmpty() && !rule.guild().isEmpty() && !rule.roles().isEmpty(),
                (rule, facts) -> rule.peer().isEmpty() && !rule.guild().isEmpty(),
                (rule, facts) -> rule.peer().isEmpty() && !rule.team().isEmpty(),
                (rule, facts) -> rule.peer().isEmpty() && !rule.account().equals("*"),
                (rule, facts) -> rule.peer().isEmpty());

        static Optional<Binding> decides(List<Binding> rules, Facts facts) {
            return TIERS.stream().flatMap(tier -> rules.stream().filter(rule -> surroundings(rule, facts) && tier.test(rule, facts))).findFirst();
        }

        private static boolean surroundings(Binding rule, Facts facts) {
            boolean account = switch (rule.account()) {
                case "*" -> true;
                case "" -> facts.defaultAccount();
                default -> rule.account().equals(facts.account());
            };
            boolean kind = rule.peer().flatMap(Peer::kind).map(wanted -> (wanted == PeerKind.ROOM) == room(facts)).orElse(true);
            boolean spaces = List.of(rule.guild(), rule.team()).stream().allMatch(space -> space.isEmpty() || space.equals(facts.space()));
            boolean roles = rule.roles().isEmpty() || rule.roles().stream().anyMatch(role -> facts.roles().contains(role));
            return low(rule.channel()).equals(low(facts.channel())) && account && kind && spaces && roles;
        }

        private static boolean exact(String id, Facts facts) {
            if (id.contains("*") || id.contains("?")) {
                return false;
            }
            if (!room(facts) || facts.thread().isEmpty()) {
                return id.equals(low(facts.peer()));
            }
            return Set.of(low(facts.thread()), low(facts.peer() + ":thread:" + facts.thread()), low(facts.peer() + ":topic:" + facts.thread()))
                    .contains(id);
        }

        private static boolean like(String pattern, String text) {
            StringBuilder regex = new StringBuilder();
            pattern.chars().forEach(c -> regex.append(c == '*' ? ".*" : c == '?' ? "." : Pattern.quote(String.valueOf((char) c))));
            return text.matches(regex.toString());
        }

        private static Optional<String> id(Binding rule) {
            return rule.peer().map(peer -> low(peer.id()));
        }

        private static boolean room(Facts facts) {
            return facts.kind() != Kind.DIRECT;
        }

        private static String low(String text) {
            return text.toLowerCase(Locale.ROOT);
        }
    }
}
