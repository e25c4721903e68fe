package dev.chela.rpc.session;

import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agents;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code sessions.viewers.set}: which sessions a client looks at, for the others to see in {@code presence}. */
@Component(service = RpcMethods.class)
public final class ViewerMethods implements RpcMethods {
    private static final int MOST = 32;

    private final Agents agents;

    @Activate
    public ViewerMethods(@Reference Agents agents) {
        this.agents = agents;
    }

    /** @param sessionKeys in place of all that it looked at before; none when it looks away */
    public record Params(List<String> sessionKeys, Optional<String> agentId) {}

    public record Watched(List<String> sessionKeys) {}

    @Rpc(value = "sessions.viewers.set", scope = Scope.READ)
    public Watched watch(Params params, Caller caller) {
        if (params.sessionKeys().size() > MOST) {
            throw RpcFault.invalid("invalid sessions.viewers.set params: at /sessionKeys: must have at most " + MOST + " items");
        }
        List<String> keys = params.sessionKeys().stream()
                .map(text -> Keys.read(agents, text, params.agentId()).value()).distinct().toList();
        caller.watching(keys);
        return new Watched(keys);
    }
}
