package dev.chela.rpc.agent;

import dev.chela.api.fault.Permanent;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Field;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.AgentEditor;
import dev.chela.core.agent.Agents;
import dev.chela.core.agent.Belongings;
import dev.chela.core.agent.WorkspaceFiles;
import dev.chela.core.model.Models;
import dev.chela.core.session.Endings;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code agents.list}, {@code agents.create}, {@code agents.update}, {@code agents.delete}. */
@Component(service = {RpcMethods.class, RosterMethods.class})
public final class RosterMethods implements RpcMethods {
    private final Agents agents;
    private final AgentEditor editor;
    private final Belongings belongings;
    private final Endings endings;
    private final WorkspaceFiles files;
    private final Models models;

    @Activate
    public RosterMethods(
            @Reference Agents agents, @Reference AgentEditor editor, @Reference Belongings belongings, @Reference Endings endings,
            @Reference WorkspaceFiles files, @Reference Models models) {
        this.agents = agents;
        this.editor = editor;
        this.belongings = belongings;
        this.endings = endings;
        this.files = files;
        this.models = models;
    }

    public record ListParams() {}

    public record Listed(String defaultId, String mainKey, String scope, String ownership, List<Summary> agents) {}

    public record Summary(String id, String name, Optional<Shown> identity, String workspace, Choice model) {}

    public record Shown(Optional<String> name, Optional<String> theme, Optional<String> emoji, Optional<String> avatar) {}

    public record Choice(String primary, List<String> fallbacks) {}

    @Rpc(value = "agents.list", scope = Scope.READ)
    public Listed list(ListParams params, Caller caller) {
        return list();
    }

    public Listed list() {
        return new Listed(agents.primary().id().value(), "main", "per-sender", agents.list().size() == 1 ? "sole" : "explicit",
                agents.list().stream().map(this::summary).toList());
    }

    private Summary summary(Agent agent) {
        String given = agent.name().equals(agent.id().value()) ? "" : agent.name();
        Agent.Identity identity = agent.identity().or(new Agent.Identity(given, "", "", "")).or(files.identity(agent));
        return new Summary(agent.id().value(), agent.name(), shown(identity),
                agent.workspace().toString(), new Choice(model(agent), agent.fallbacks()));
    }

    private static Optional<Shown> shown(Agent.Identity identity) {
        return identity.equals(Agent.Identity.NONE) ? Optional.empty() : Optional.of(new Shown(said(identity.name()),
                said(identity.theme()), said(identity.emoji()), said(identity.avatar())));
    }

    private static Optional<String> said(String text) {
        return Optional.of(text).filter(some -> !some.isEmpty());
    }

    /** What the wish means now; the wish itself when nothing fits it. */
    private String model(Agent agent) {
        try {
            return models.resolve(agent.model()).toString();
        } catch (Permanent unknown) {
            return agent.model();
        }
    }

    public record CreateParams(
            String name, Optional<String> workspace, Optional<String> model, Optional<String> emoji, Optional<String> avatar) {}

    public record Created(boolean ok, String agentId, String name, String workspace, Optional<String> model) {}

    @Rpc(value = "agents.create", scope = Scope.ADMIN)
    public Created create(CreateParams params, Caller caller) {
        present("agents.create", "name", Optional.of(params.name()));
        Map<String, Object> values = values("agents.create", params.workspace(), params.emoji(), params.avatar());
        params.model().ifPresent(model -> values.put("model", known(model)));
        Agent made = Roster.asked(() -> editor.create(params.name(), values));
        return new Created(true, made.id().value(), made.name(), made.workspace().toString(), params.model());
    }

    /** A model that is null goes back to the default; an emoji or an avatar that is empty is taken away. */
    public record UpdateParams(
            String agentId, Optional<String> name, Optional<String> workspace, Field<String> model, Optional<String> emoji,
            Optional<String> avatar) {}

    public record Updated(boolean ok, String agentId) {}

    @Rpc(value = "agents.update", scope = Scope.ADMIN)
    public Updated update(UpdateParams params, Caller caller) {
        Agent agent = Roster.find(agents, params.agentId());
        present("agents.update", "name", params.name());
        Map<String, Object> values = values("agents.update", params.workspace(), params.emoji(), params.avatar());
        params.name().ifPresent(name -> values.put("name", name.strip()));
        if (params.model() instanceof Field.Set<String> model) {
            values.put("model", known(model.value()));
        } else if (params.model() instanceof Field.Cleared<String>) {
            values.put("model", Optional.empty());
        }
        Roster.asked(() -> editor.update(agent.id(), values));
        return new Updated(true, params.agentId());
    }

    private static Map<String, Object> values(
            String method, Optional<String> workspace, Optional<String> emoji, Optional<String> avatar) {
        present(method, "workspace", workspace);
        Map<String, Object> values = new HashMap<>();
        workspace.ifPresent(path -> values.put("workspace", path));
        Map<String, Object> identity = new HashMap<>();
        emoji.ifPresent(text -> identity.put("emoji", said(text)));
        avatar.ifPresent(text -> identity.put("avatar", said(text)));
        if (!identity.isEmpty()) {
            values.put("identity", identity);
        }
        return values;
    }

    private static void present(String method, String property, Optional<String> text) {
        if (text.filter(String::isBlank).isPresent()) {
            throw RpcFault.invalid("invalid " + method + " params: at /" + property + ": must NOT have fewer than 1 characters");
        }
    }

    private String known(String model) {
        Roster.asked(() -> models.resolve(model));
        return model;
    }

    /** @param deleteFiles true when absent: the workspace goes to the home's {@code trash} */
    public record DeleteParams(String agentId, Optional<Boolean> deleteFiles) {}

    public record Deleted(
            boolean ok, String agentId, int removedBindings, Optional<List<Removed>> removed, Optional<List<Failed>> failed,
            Optional<Boolean> purgeFailed) {}

    public record Removed(String path, String method) {}

    public record Failed(String path, String reason) {}

    /** First nothing new can begin with the agent, then what goes on ends, then its workspace goes. */
    @Rpc(value = "agents.delete", scope = Scope.ADMIN)
    public Deleted delete(DeleteParams params, Caller caller) {
        Agent agent = Roster.find(agents, params.agentId());
        int bindings = Roster.asked(() -> editor.remove(agent.id()));
        boolean stayed = !endings.purge(agent.id()).isEmpty();
        Optional<Boolean> purgeFailed = stayed ? Optional.of(true) : Optional.empty();
        if (!params.deleteFiles().orElse(true)) {
            return new Deleted(true, params.agentId(), bindings, Optional.empty(), Optional.empty(), purgeFailed);
        }
        Belongings.Removal workspace = belongings.discard(agent);
        String path = workspace.path().toString();
        return workspace.why().isEmpty()
                ? new Deleted(true, params.agentId(), bindings, Optional.of(List.of(new Removed(path, workspace.existed() ? "trash" : "missing"))),
                        Optional.empty(), purgeFailed)
                : new Deleted(true, params.agentId(), bindings, Optional.of(List.of()), Optional.of(List.of(new Failed(path, workspace.why()))),
                        purgeFailed);
    }
}
