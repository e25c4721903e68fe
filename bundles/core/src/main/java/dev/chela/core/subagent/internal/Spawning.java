package dev.chela.core.subagent.internal;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Subagents.Peer;
import dev.chela.api.grant.Subagents.State;
import dev.chela.api.grant.Subagents.Task;
import dev.chela.api.grant.Subagents.Walls;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Clock;
import dev.chela.api.tool.ToolCall;
import dev.chela.core.access.Access;
import dev.chela.core.access.Standing;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.config.Config;
import dev.chela.core.event.EventType;
import dev.chela.core.event.Events;
import dev.chela.core.files.FileGrants;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Leash;
import dev.chela.core.inbox.Mandate;
import dev.chela.core.inbox.Mandate.Bill;
import dev.chela.core.inbox.Manner;
import dev.chela.core.inbox.Manner.Queue;
import dev.chela.core.inbox.Said;
import dev.chela.core.sandbox.Sandboxes;
import dev.chela.core.session.Branches;
import dev.chela.core.session.CallKeys;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Settings;
import dev.chela.core.session.Settings.Setting;
import dev.chela.core.session.Transcripts;
import dev.chela.core.subagent.Kept;
import dev.chela.core.subagent.Kin;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Sets a sub-agent to work: its conversation, its row and its first input are one commit. */
@Component(service = Spawning.class)
public final class Spawning {
    private static final int LONGEST_FORK = 100_000;
    /** What a person allowed a conversation, nothing that it sets to work may go beyond. */
    private static final List<Setting> INHERITED = List.of(Setting.PERMISSION, Setting.EXEC_SECURITY, Setting.EXEC_ASK, Setting.EXEC_HOST);

    private final Kin kin;
    private final Intake intake;
    private final Runs runs;
    private final Sessions sessions;
    private final Transcripts transcripts;
    private final Branches branches;
    private final Agents agents;
    private final Access access;
    private final Sandboxes sandboxes;
    private final FileGrants files;
    private final ModelChoice models;
    private final Events events;
    private final Clock clock;
    private final Config.Live<SubagentsConfig> config;

    @Activate
    public Spawning(@Reference Kin kin, @Reference Intake intake, @Reference Runs runs, @Reference Sessions sessions,
            @Reference Transcripts transcripts, @Reference Branches branches, @Reference Agents agents, @Reference Access access,
            @Reference Sandboxes sandboxes, @Reference FileGrants files, @Reference ModelChoice models, @Reference Events events,
            @Reference Clock clock, @Reference Config config) {
        this.kin = kin;
        this.intake = intake;
        this.runs = runs;
        this.sessions = sessions;
        this.transcripts = transcripts;
        this.branches = branches;
        this.agents = agents;
        this.access = access;
        this.sandboxes = sandboxes;
        this.files = files;
        this.models = models;
        this.events = events;
        this.clock = clock;
        this.config = config.section("agents", SubagentsConfig.class);
    }

    @Deactivate
    public void close() {
        config.close();
    }

    record Begun(Kept kept, List<String> notes) {}

    long now() {
        return clock.now().toEpochMilli();
    }

    List<Peer> peers(AgentId asking) {
        return agents.list().stream().filter(agent -> config.get().allows(asking, agent.id()))
                .map(agent -> new Peer(agent.id().value(), agent.name())).toList();
    }

    Begun begin(ToolCall call, Task task) {
        Session parent = sessions.open(call.session());
        AgentId target = target(call.agent(), task);
        String uuid = UUID.nameUUIDFromBytes(CallKeys.of(transcripts, parent, call).getBytes(StandardCharsets.UTF_8)).toString();
        SessionKey child = new SessionKey("agent:" + target + ":subagent:" + uuid);
        Optional<Kept> known = kin.find(child);
        return known.isPresent() ? new Begun(known.get(), List.of()) : begin(parent, child, task, directory(call, child, task));
    }

    private String directory(ToolCall call, SessionKey child, Task task) {
        return task.directory().isBlank() ? "" : files.lent(call, task.directory(), child.agent(), child).toString();
    }

    private AgentId target(AgentId asking, Task task) {
        if (task.agent().isEmpty() && config.get().mustName(asking)) {
            throw new Permanent("agentId must be given (subagents.requireAgentId); there are " + names(asking));
        }
        AgentId target = task.agent().isEmpty() ? asking : new AgentId(task.agent());
        agents.get(target);
        if (!config.get().allows(asking, target)) {
            throw new Denied("agent \"" + asking + "\" may not set agent \"" + target + "\" to work; it may use " + names(asking)
                    + " (subagents.allowAgents)");
        }
        return target;
    }

    private String names(AgentId asking) {
        return peers(asking).stream().map(Peer::id).collect(Collectors.joining(", "));
    }

    private Begun begin(Session parent, SessionKey child, Task task, String directory) {
        Agent target = agents.get(child.agent());
        Standing standing = Standing.of(parent.key(), runs, intake, access);
        standing.checkHops();
        checkLimits(parent, child);
        checkWalls(parent, child, task);
        List<String> notes = new ArrayList<>();
        if (task.fork()) {
            fork(parent, child).ifPresent(notes::add);
        }
        String model = models.of(parent, target, task.model(), config.get().model(target.id()), notes);
        Kept kept = new Kept(child, "spawn:" + child.rest().substring("subagent:".length()), parent.key(), new Kept.Order(standing.run(),
                label(task), task.text(), model, standing.origin(), standing.behalf(), standing.hops(), task.kept(), task.told()), State.RUNNING, "", now(), 0,
                Bill.NOTHING);
        Input input = input(kept, task.timeout().orElse(config.get().timeout(target.id())), standing.leash());
        String thinking = first(task.thinking(), config.get().thinking(target.id()), parent.thinking());
        sessions.commit(child, "spawn", "create", (fresh, step) -> {
            kin.begin(step, kept);
            intake.add(step, input);
            step.fact(kept.told(EventType.SUBAGENT_STARTED));
            Session named = fresh.labelled(kept.order().label(), now()).using(model, now()).thinking(thinking, now());
            return named.settled(inherited(parent.settings()))
                    .copiedFrom(fresh.source().spawned(parent.key(), parent.source().depth() + 1, directory));
        });
        events.publish(new Intake.Accepted(input));
        return new Begun(kept, notes);
    }

    private static String label(Task task) {
        return first(task.label(), task.name());
    }

    private static String first(String... texts) {
        for (String text : texts) {
            if (!text.isBlank()) {
                return text;
            }
        }
        return "";
    }

    private void checkLimits(Session parent, SessionKey child) {
        AgentId asking = parent.key().agent();
        int deepest = config.get().depth(asking);
        if (parent.source().depth() >= deepest) {
            throw new Denied("this sub-agent stands " + parent.source().depth() + " deep, and may set no further one to work"
                    + " (subagents.maxSpawnDepth is " + deepest + "); do the task yourself");
        }
        List<Kept> running = kin.running(parent.key());
        int most = config.get().children(asking);
        if (running.size() >= most) {
            throw new Denied("this conversation has " + running.size() + " sub-agents at work already (subagents.maxChildrenPerAgent is " + most
                    + "): " + running.stream().map(Wording::name).collect(Collectors.joining(", ")) + ". Wait for one to end, or cancel one");
        }
    }

    private void checkWalls(Session parent, SessionKey child, Task task) {
        if (sandboxes.demanded(child.agent(), child)) {
            return;
        }
        if (sandboxes.demanded(parent.key().agent(), parent.key())) {
            throw new Denied("the tools of this conversation work in a sandbox, those of agent \"" + child.agent() + "\" would not");
        }
        if (task.walls() == Walls.REQUIRED) {
            throw new Denied("sandbox is \"require\", and the tools of a sub-agent of agent \"" + child.agent()
                    + "\" would work in none (sandbox.mode); leave it out, or do without a sub-agent");
        }
    }

    /** Up to what was said before this turn. @return why not */
    private Optional<String> fork(Session parent, SessionKey child) {
        if (!parent.key().agent().equals(child.agent())) {
            return Optional.of("it begins without what was said here: it belongs to another agent");
        }
        if (parent.last().contextTokens() > LONGEST_FORK) {
            return Optional.of("it begins without what was said here: that is more than " + LONGEST_FORK + " tokens");
        }
        if (sessions.find(child).isEmpty()) {
            branches.forkCompleted(parent.key(), child);
        }
        return Optional.empty();
    }

    private static Settings inherited(Settings parents) {
        Settings own = Settings.NONE;
        for (Setting setting : INHERITED) {
            own = own.with(setting, parents.get(setting));
        }
        return own;
    }

    private Input input(Kept kept, Duration timeout, Leash leash) {
        Mandate mandate = new Mandate(kept.parent().value(), kept.order().behalf(), kept.order().hops() + 1);
        Manner manner = new Manner(Queue.FOLLOWUP, timeout.isZero() ? Optional.empty() : Optional.of(timeout)).literally().on(leash);
        Said said = new Said(kept.session(), Wording.task(kept.order().task()), List.of(), "", manner, Said.Aside.NONE, mandate);
        return new Input(kept.run(), "subagent", "", kept.run(), said, "", now());
    }
}
