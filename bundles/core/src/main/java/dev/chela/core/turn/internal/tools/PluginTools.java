package dev.chela.core.turn.internal.tools;

import dev.chela.api.grant.Questions;
import dev.chela.api.id.SessionKey;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.access.Access;
import dev.chela.core.agent.Agent;
import dev.chela.core.channel.Channels;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Mandate;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.Sessions;
import dev.chela.core.tool.Asker;
import dev.chela.core.tool.ToolRequest;
import dev.chela.core.tool.ToolSpec;
import dev.chela.core.tool.Tools;
import dev.chela.core.turn.internal.prompt.Prompts;
import dev.chela.core.turn.internal.run.ActiveRun;
import dev.chela.core.turn.internal.run.Toolbox;
import dev.langchain4j.agent.tool.ToolSpecification;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** The tools of the plugins, as one turn sees them. */
public final class PluginTools implements Toolbox {
    private final Tools tools;
    private final Sessions sessions;
    private final Access access;
    private final Map<String, Described> described = new ConcurrentHashMap<>();

    /** Tools change seldom, and are offered with each question. */
    private record Described(ToolSpec tool, ToolSpecification told) {
        static Described of(ToolSpec spec) {
            return new Described(spec, Prompts.specification(spec.name(), spec.description(), spec.schema()));
        }
    }

    public PluginTools(Tools tools, Sessions sessions, Access access) {
        this.tools = tools;
        this.sessions = sessions;
        this.access = access;
    }

    @Override
    public List<ToolSpecification> offered(Desk desk) {
        return tools.offered(whose(desk)).stream().map(this::told).toList();
    }

    private ToolSpecification told(ToolSpec spec) {
        return described.compute(spec.name(), (name, known) -> known != null && known.tool().equals(spec) ? known : Described.of(spec)).told();
    }

    @Override
    public List<String> allowing(Desk desk) {
        return tools.policy(whose(desk)).allowing();
    }

    private ToolRequest.Whose whose(Desk desk) {
        List<Asker.Voice> voices = desk.heard().stream().flatMap(this::voices).distinct().toList();
        return new ToolRequest.Whose(desk.session(), desk.agent().id(), start(desk.agent(), desk.session()), new Asker(desk.models(), voices));
    }

    /** What the house says itself, it says for those who set it off. An answer that goes out over a channel does not make whoever is there its author. */
    private Stream<Asker.Voice> voices(Input input) {
        Mandate.Behalf behalf = input.said().mandate().behalf();
        if (input.said().mandate().exists() && !behalf.people().isEmpty()) {
            return behalf.people().stream().map(person -> new Asker.Voice(behalf.owner(), ReturnAddress.read(person)));
        }
        boolean written = input.source().startsWith(Channels.SOURCE);
        return Stream.of(new Asker.Voice(access.owns(input), written ? ReturnAddress.read(input.origin()) : Optional.empty()));
    }

    @Override
    public Path place(Agent agent, SessionKey session) {
        return tools.place(agent.id(), session, start(agent, session));
    }

    private Path start(Agent agent, SessionKey session) {
        return sessions.find(session).map(known -> known.directory(agent.workspace())).orElse(agent.workspace());
    }

    @Override
    public Effect effect(String tool) {
        return tools.find(tool).map(ToolSpec::effect).orElse(Effect.READS);
    }

    @Override
    public boolean asksPeople(String tool) {
        return tools.find(tool).filter(spec -> spec.powers().include(Questions.class)).isPresent();
    }

    @Override
    public ToolResult run(Use use) {
        try {
            return tools.run(new ToolRequest(use.callId(), use.tool(), use.arguments(),
                    whose(use.desk()), use.cancellation(), use.progress(), ToolRequest.mostChars(use.contextWindow()), Duration.ZERO));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new CancellationException(ActiveRun.STOPPING);
        }
    }
}
