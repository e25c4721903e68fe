package dev.chela.rpc.system;

import dev.chela.api.command.Command.CommandInfo;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.command.Commands;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code commands.list}. */
@Component(service = RpcMethods.class)
public final class CommandMethods implements RpcMethods {
    private static final List<String> SCOPES = List.of("text", "native", "both");

    private final Commands commands;

    @Activate
    public CommandMethods(@Reference Commands commands) {
        this.commands = commands;
    }

    public record ListParams(
            Optional<String> sessionKey, Optional<String> agentId, Optional<String> provider, Optional<String> scope,
            Optional<Boolean> includeArgs) {}

    public record Book(List<Entry> commands) {}

    public record Entry(
            String name, List<String> textAliases, String description, String source, String scope, boolean acceptsArgs) {}

    /** All are written as text and hold for every agent and session; no platform lists any as its own. */
    @Rpc(value = "commands.list", scope = Scope.READ)
    public Book list(ListParams params, Caller caller) {
        String scope = params.scope().orElse("both");
        if (!SCOPES.contains(scope)) {
            throw RpcFault.invalid("invalid commands.list params: at /scope: must be one of " + String.join(", ", SCOPES));
        }
        return new Book(scope.equals("native") ? List.of() : commands.list().stream().map(CommandMethods::entry).toList());
    }

    /** How a command looks on the wire. */
    public static Entry entry(CommandInfo info) {
        List<String> aliases = Stream.concat(Stream.of(info.name()), info.aliases().stream()).map(name -> "/" + name).toList();
        return new Entry(info.name(), aliases, info.description(), "native", "text", info.acceptsArgs());
    }
}
