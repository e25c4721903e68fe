package dev.chela.hooks.folders;

import dev.chela.api.id.AgentId;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.hook.Hooks;
import dev.chela.core.skill.Skill.Needs;
import dev.chela.hooks.folders.FolderHook.Source;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code hooks.status}: the hooks in folders, and those that plugins brought. */
@Component(service = RpcMethods.class)
public final class HookMethods implements RpcMethods {
    private final FolderHooks folders;
    private final Hooks hooks;
    private final Agents agents;

    @Activate
    public HookMethods(@Reference FolderHooks folders, @Reference Hooks hooks, @Reference Agents agents) {
        this.folders = folders;
        this.hooks = hooks;
        this.agents = agents;
    }

    /** @param agentId whose workspace is meant */
    public record StatusParams(Optional<String> agentId) {}

    /** @param enabled whether hooks in folders run at all @param plugins passage by passage, in the order in which they are asked */
    public record Status(String workspaceDir, String managedHooksDir, boolean enabled, List<Row> hooks, List<PluginRow> plugins, List<Fault> problems) {}

    /**
     * @param decides the events at which its word counts
     * @param stopsOnFault whether what passes there is stopped when it fails
     * @param eligible it runs when its event comes
     * @param failing it failed when it last ran
     */
    public record Row(String name, String description, Optional<String> emoji, String source, String hookKey, List<String> events, List<String> decides,
            boolean stopsOnFault, boolean always, String filePath, String baseDir, String handlerPath, boolean enabled, boolean eligible, boolean failing, Needs missing) {}

    /** @param at the passage @param resting it failed so often that it is not asked for a while */
    public record PluginRow(String hook, String plugin, String version, String at, int ranking, boolean stopsOnFault, long faults, boolean resting) {}

    public record Fault(String path, String message) {}

    @Rpc(value = "hooks.status", scope = Scope.READ)
    public Status status(StatusParams params, Caller caller) {
        Agent agent = agent(params.agentId());
        FolderHooks.Inventory all = folders.inventory();
        return new Status(agent.workspace().toString(), all.managed().toString(), all.enabled(),
                all.hooks().stream().filter(one -> one.hook().source() != Source.WORKSPACE || one.hook().folder().startsWith(agent.workspace()))
                        .map(HookMethods::row).toList(),
                hooks.standing().stream().filter(one -> !one.hook().startsWith(Counsel.class.getName())).map(HookMethods::row).toList(),
                all.problems().stream().map(problem -> new Fault(problem.file().toString(), problem.message())).toList());
    }

    private static Row row(FolderHooks.Standing one) {
        FolderHook hook = one.hook();
        return new Row(hook.name(), hook.description(), Optional.of(hook.emoji()).filter(emoji -> !emoji.isEmpty()), source(hook.source()), hook.key(),
                hook.events(), hook.voice().at(), hook.voice().strict(), hook.always(), hook.folder().resolve(Shelf.FILE).toString(), hook.folder().toString(), hook.script().toString(),
                one.enabled(), one.usable(), one.fails(), one.missing());
    }

    private static PluginRow row(Hooks.Standing one) {
        return new PluginRow(one.hook(), one.plugin(), one.version(), one.at(), one.ranking(), one.stopsOnFault(), one.faults(), one.resting());
    }

    /** In the protocol's words. */
    private static String source(Source source) {
        return switch (source) {
            case MANAGED -> "openclaw-managed";
            case EXTRA -> "openclaw-extra";
            case WORKSPACE -> "openclaw-workspace";
        };
    }

    private Agent agent(Optional<String> wanted) {
        try {
            return wanted.map(AgentId::new).map(agents::get).orElseGet(agents::primary);
        } catch (IllegalArgumentException | dev.chela.api.fault.Permanent unknown) {
            throw RpcFault.invalid(String.valueOf(unknown.getMessage()));
        }
    }
}
