package dev.chela.rpc.agent;

import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.agent.WorkspaceFiles;
import dev.chela.core.agent.WorkspaceFiles.Entry;
import dev.chela.core.agent.WorkspaceFiles.Saved;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code agents.files.*}: the files that make an agent what it is. */
@Component(service = RpcMethods.class)
public final class FileMethods implements RpcMethods {
    private final Agents agents;
    private final WorkspaceFiles files;

    @Activate
    public FileMethods(@Reference Agents agents, @Reference WorkspaceFiles files) {
        this.agents = agents;
        this.files = files;
    }

    /** @param expectedAbsent for a missing file that most agents do without */
    public record FileEntry(
            String name, String path, boolean missing, Optional<Boolean> expectedAbsent, Optional<Long> size, Optional<Long> updatedAtMs,
            Optional<String> hash, Optional<String> content) {}

    private static FileEntry entry(Entry entry) {
        Optional<Boolean> there = entry.missing() ? Optional.empty() : Optional.of(true);
        return new FileEntry(entry.name(), entry.path(), entry.missing(),
                entry.missing() && !entry.usual() ? Optional.of(true) : Optional.empty(),
                there.map(yes -> entry.size()), there.map(yes -> entry.updatedAt()), entry.hash(), entry.text());
    }

    public record ListParams(String agentId) {}

    public record Listed(String agentId, String workspace, List<FileEntry> files) {}

    @Rpc(value = "agents.files.list", scope = Scope.READ)
    public Listed list(ListParams params, Caller caller) {
        Agent agent = Roster.find(agents, params.agentId());
        return new Listed(params.agentId(), agent.workspace().toString(),
                Roster.asked(() -> files.list(agent)).stream().map(FileMethods::entry).toList());
    }

    public record GetParams(String agentId, String name) {}

    public record Got(String agentId, String workspace, FileEntry file) {}

    @Rpc(value = "agents.files.get", scope = Scope.READ)
    public Got get(GetParams params, Caller caller) {
        Agent agent = Roster.find(agents, params.agentId());
        return new Got(params.agentId(), agent.workspace().toString(), entry(Roster.asked(() -> files.read(agent, params.name()))));
    }

    public record SetParams(String agentId, String name, String content, Optional<String> expectedHash) {}

    public record Written(boolean ok, String agentId, String workspace, FileEntry file) {}

    @Rpc(value = "agents.files.set", scope = Scope.ADMIN)
    public Written set(SetParams params, Caller caller) {
        if (params.expectedHash().filter(hash -> !hash.matches("[a-fA-F0-9]{64}")).isPresent()) {
            throw RpcFault.invalid("invalid agents.files.set params: at /expectedHash: must match pattern \"^[a-fA-F0-9]{64}$\"");
        }
        Agent agent = Roster.find(agents, params.agentId());
        Saved saved = Roster.asked(() -> files.write(agent, params.name(), params.content(), params.expectedHash()));
        if (saved instanceof Saved.Written written) {
            return new Written(true, params.agentId(), agent.workspace().toString(), entry(written.entry()));
        }
        Map<String, Object> details = new HashMap<>(Map.of("type", "agent_file_conflict"));
        ((Saved.Outdated) saved).hash().ifPresent(hash -> details.put("currentHash", hash));
        throw RpcFault.invalid(params.name() + " of agent \"" + params.agentId()
                + "\" changed since it was read; read it again and repeat the change", details);
    }
}
