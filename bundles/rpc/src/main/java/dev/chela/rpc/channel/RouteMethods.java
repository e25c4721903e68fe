package dev.chela.rpc.channel;

import dev.chela.api.channel.Conversation.Kind;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.routing.Binding.PeerKind;
import dev.chela.core.routing.Bindings.Look;
import dev.chela.core.routing.Facts;
import dev.chela.core.routing.Routing;
import dev.chela.core.routing.Routing.Explanation;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code route.explain}: why a message would go where. OpenClaw has no such method. */
@Component(service = RpcMethods.class)
public final class RouteMethods implements RpcMethods {
    private final Routing routing;

    @Activate
    public RouteMethods(@Reference Routing routing) {
        this.routing = routing;
    }

    /**
     * A message that nobody sent.
     *
     * @param accountId where it is left out: the channel's default account
     * @param peer {@code direct:ID}, {@code group:ID} or {@code channel:ID}; an id alone is a person
     * @param space the guild, team or workspace
     * @param text what it says, by which participants of a broadcast are chosen
     */
    public record Params(
            String channel, Optional<String> accountId, String peer, Optional<String> threadId, Optional<String> space,
            Optional<List<String>> roles, Optional<String> text) {}

    public record Target(String agentId, String sessionKey) {}

    /** @param tier what kind of rule it is, when it fits; {@code why} says why not, when it does not */
    public record Rule(String place, String agentId, Optional<String> tier, Optional<String> why) {}

    public record Explained(List<Target> targets, String matchedBy, String why, List<Rule> rules) {}

    @Rpc(value = "route.explain", scope = Scope.READ)
    public Explained explain(Params params, Caller caller) {
        Explanation explanation = routing.explain(facts(params), params.text().orElse(""));
        return new Explained(
                explanation.decision().targets().stream().map(target -> new Target(target.agent().value(), target.session().value())).toList(),
                explanation.decision().matchedBy(), explanation.decision().why(), explanation.looks().stream().map(RouteMethods::rule).toList());
    }

    private static Rule rule(Look look) {
        return new Rule(look.binding().place(), look.binding().agent(), look.tier().map(tier -> tier.word()),
                look.why().isEmpty() ? Optional.empty() : Optional.of(look.why()));
    }

    private Facts facts(Params params) {
        int colon = params.peer().indexOf(':');
        Kind kind = colon < 0 ? Kind.DIRECT : kind(params.peer().substring(0, colon));
        String id = params.peer().substring(colon + 1);
        if (id.isBlank() || params.channel().isBlank()) {
            throw RpcFault.invalid("invalid route.explain params: at /" + (id.isBlank() ? "peer" : "channel") + ": must name somebody");
        }
        String usual = routing.defaultAccount(params.channel());
        String account = params.accountId().orElse(usual);
        return new Facts(params.channel(), account, account.equals(usual), kind, id, params.threadId().orElse(""),
                params.space().orElse(""), Set.copyOf(params.roles().orElse(List.of())), kind == Kind.DIRECT ? id : "");
    }

    private static Kind kind(String word) {
        try {
            return PeerKind.read(word) == PeerKind.DIRECT ? Kind.DIRECT : Kind.GROUP;
        } catch (IllegalArgumentException unknown) {
            throw RpcFault.invalid("invalid route.explain params: at /peer: " + unknown.getMessage());
        }
    }
}
