package dev.chela.rpc.system;

import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.command.Commands;
import dev.chela.core.skill.Skills;
import dev.chela.rpc.session.Keys;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code commands.list}. */
@Component(service = RpcMethods.class)
public final class CommandMethods implements RpcMethods {
    private static final List<String> SCOPES = List.of("text", "native", "both");

    private final Commands commands;
    private final Skills skills;
    private final Agents agents;

    @Activate
    public CommandMethods(@Reference Commands commands, @Reference Skills skills, @Reference Agents agents) {
        this.commands = commands;
        this.skills = skills;
        this.agents = agents;
    }

    public record ListParams(
            Optional<String> sessionKey, Optional<String> agentId, Optional<String> provider, Optional<String> scope,
            Optional<Boolean> includeArgs) {}

    public record Book(List<CommandEntries.Entry> commands) {}

    /** All are written as text and hold for every session of the agent; no platform lists any as its own. */
    @Rpc(value = "commands.list", scope = Scope.READ)
    public Book list(ListParams params, Caller caller) {
        String scope = params.scope().orElse("both");
        if (!SCOPES.contains(scope)) {
            throw RpcFault.invalid("invalid commands.list params: at /scope: must be one of " + String.join(", ", SCOPES));
        }
        Agent agent = agents.get(Keys.read(agents, params.sessionKey().orElse("main"), params.agentId()).agent());
        return new Book(scope.equals("native") ? List.of() : CommandEntries.of(commands, skills, agent));
    }
}
