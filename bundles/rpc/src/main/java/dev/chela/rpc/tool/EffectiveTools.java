package dev.chela.rpc.tool;

import dev.chela.api.grant.Questions;
import dev.chela.api.id.ModelRef;
import dev.chela.api.id.SessionKey;
import dev.chela.api.fault.Fault;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.tool.Effect;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.approval.Elevation;
import dev.chela.core.model.Models;
import dev.chela.core.sandbox.Bubblewrap;
import dev.chela.core.sandbox.Sandboxes;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Settings.Setting;
import dev.chela.core.tool.Asker;
import dev.chela.core.tool.ToolPolicy;
import dev.chela.core.tool.ToolPolicy.Profiled;
import dev.chela.core.tool.ToolRequest.Whose;
import dev.chela.core.tool.ToolSpec;
import dev.chela.core.tool.Tools;
import dev.chela.rpc.session.Keys;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code tools.effective}: what a conversation gets when its owner speaks in it, and which settings keep the rest away. */
@Component(service = RpcMethods.class)
public final class EffectiveTools implements RpcMethods {
    private final Tools tools;
    private final Agents agents;
    private final Sessions sessions;
    private final Models models;
    private final Isolation isolation;

    @Activate
    public EffectiveTools(@Reference Tools tools, @Reference Agents agents, @Reference Sessions sessions, @Reference Models models,
            @Reference Sandboxes sandboxes, @Reference Bubblewrap bubblewrap, @Reference Elevation elevation) {
        this.isolation = new Isolation(agents, sandboxes, bubblewrap, elevation);
        this.tools = tools;
        this.agents = agents;
        this.sessions = sessions;
        this.models = models;
    }

    public record Params(String sessionKey, Optional<String> agentId) {}

    public record Effective(String agentId, String profile, List<Group> groups, List<Notice> notices) {}

    public record Group(String id, String label, String source, List<Entry> tools) {}

    /** @param deniedBySession present when the conversation's own settings forbid it */
    public record Entry(String id, String label, String description, String rawDescription, String source, String pluginId,
            Optional<Boolean> deniedBySession) {}

    /** @param severity {@code info}, {@code warning} */
    public record Notice(String id, String severity, String message) {}

    @Rpc(value = "tools.effective", scope = Scope.READ)
    public Effective effective(Params params, Caller caller) {
        SessionKey key = Keys.read(agents, params.sessionKey(), params.agentId());
        Agent agent = agents.get(key.agent());
        Optional<Session> session = sessions.find(key);
        ToolPolicy policy = tools.policy(new Whose(key, agent.id(), agent.workspace(),
                new Asker(model(agent, session), List.of(Asker.Voice.OWNER))));
        boolean readsOnly = session.filter(one -> one.settings().is(Setting.PERMISSION, "read-only")).isPresent();
        List<Entry> entries = tools.all().stream().filter(spec -> policy.permits(spec.name())).map(spec -> entry(spec, readsOnly)).toList();
        return new Effective(agent.id().value(), profile(policy), List.of(new Group("plugin", "Plugins", "plugin", entries)), notices(policy, key));
    }

    /** Nothing is said of a model that nobody can name now: then its provider's rules are none either. */
    private List<ModelRef> model(Agent agent, Optional<Session> session) {
        try {
            return List.of(models.resolve(session.flatMap(Session::chosenModel).orElse(agent.model())));
        } catch (Fault unknown) {
            return List.of();
        }
    }

    private static Entry entry(ToolSpec spec, boolean readsOnly) {
        boolean denied = readsOnly && spec.effect() != Effect.READS && !spec.powers().include(Questions.class);
        return new Entry(spec.name(), spec.name(), ToolLists.firstSentence(spec.description()), spec.description(), "plugin",
                spec.guest().plugin(), denied ? Optional.of(true) : Optional.empty());
    }

    private static String profile(ToolPolicy policy) {
        return policy.rules().stream().filter(Profiled.class::isInstance).map(rule -> ((Profiled) rule).profile().word()).findFirst()
                .orElse("full");
    }

    private List<Notice> notices(ToolPolicy policy, SessionKey session) {
        Map<String, List<String>> kept = new TreeMap<>();
        tools.all().forEach(spec -> policy.objection(spec.name())
                .ifPresent(why -> kept.computeIfAbsent(why, one -> new ArrayList<>()).add(spec.name())));
        List<Notice> notices = new ArrayList<>();
        kept.forEach((why, names) -> notices.add(new Notice("policy: " + why, "info", "not offered: " + String.join(", ", names) + " (" + why + ")")));
        tools.strangers().forEach((where, names) -> notices.add(new Notice("unknown: " + where, "warning",
                where + " names " + String.join(", ", names) + ", and there is no such tool")));
        if (policy.permits("exec")) {
            isolation.notice(session).ifPresent(notices::add);
        }
        return notices;
    }
}
