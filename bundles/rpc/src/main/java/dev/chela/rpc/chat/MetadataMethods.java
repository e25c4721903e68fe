package dev.chela.rpc.chat;

import dev.chela.api.rpc.Broadcaster;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Push;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.command.Commands;
import dev.chela.core.config.ConfigChanged;
import dev.chela.core.event.Events;
import dev.chela.core.model.Models;
import dev.chela.core.plugin.PluginChanged;
import dev.chela.core.skill.Skills;
import dev.chela.rpc.session.Keys;
import dev.chela.rpc.system.CommandEntries;
import dev.chela.rpc.system.ModelMethods;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * {@code chat.metadata}: what a person can choose from while writing; and {@code chat.metadata.changed}, when a plugin came or went or
 * the configuration changed, since either may bring models and commands.
 */
@Component(service = {RpcMethods.class, MetadataMethods.class})
public final class MetadataMethods implements RpcMethods {
    private final Models models;
    private final Commands commands;
    private final Skills skills;
    private final Agents agents;
    private final List<Registration> listening;

    @Activate
    public MetadataMethods(
            @Reference Models models, @Reference Commands commands, @Reference Skills skills, @Reference Agents agents, @Reference Events events,
            @Reference Broadcaster clients) {
        this.models = models;
        this.commands = commands;
        this.skills = skills;
        this.agents = agents;
        listening = List.of(
                events.listen(PluginChanged.class, changed -> tell(clients)),
                events.listen(ConfigChanged.class, changed -> tell(clients)));
    }

    @Deactivate
    public void stop() {
        listening.forEach(Registration::close);
    }

    private static void tell(Broadcaster clients) {
        clients.send(new Push("chat.metadata.changed", Map.of(), Push.Audience.READERS, new Push.Slow.Drop()));
    }

    /** Every session of an agent has the same; those that are named must be there. */
    public record Params(Optional<String> agentId, Optional<String> sessionKey) {}

    public record Metadata(List<ModelMethods.Choice> models, List<CommandEntries.Entry> commands) {}

    @Rpc(value = "chat.metadata", scope = Scope.READ)
    public Metadata metadata(Params params, Caller caller) {
        return of(params.sessionKey().orElse("main"), params.agentId());
    }

    /** What a person has to choose from in this session. */
    Metadata of(String sessionKey, Optional<String> agentId) {
        Agent agent = agents.get(Keys.read(agents, sessionKey, agentId).agent());
        return new Metadata(models.list().stream().filter(Models.Offer::available).map(offer -> ModelMethods.choice(models, offer)).toList(),
                CommandEntries.of(commands, skills, agent));
    }
}
