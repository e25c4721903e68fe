package dev.chela.core.process;

import dev.chela.api.grant.Child;
import dev.chela.api.grant.Processes;
import dev.chela.api.id.AgentId;
import dev.chela.api.task.Clock;
import dev.chela.api.tool.ToolCall;
import dev.chela.core.config.Config;
import dev.chela.core.files.ReadableFolders;
import dev.chela.core.guest.GrantSource;
import dev.chela.core.home.Home;
import dev.chela.core.process.internal.Grant;
import dev.chela.core.process.internal.Launcher;
import dev.chela.core.process.internal.Nursery;
import dev.chela.core.process.internal.Records;
import dev.chela.core.process.internal.RunningChild;
import dev.chela.core.process.internal.Walls;
import dev.chela.core.sandbox.Bubblewrap;
import dev.chela.core.sandbox.Sandboxes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * Grants {@link Processes}. Its activation ends what a killed gateway left running, and takes up to three seconds when there is
 * something: whoever resumes turns refers to this service, so that no command runs beside its own repetition. Its end is the end of
 * every child.
 */
@Capability(namespace = "chela.grant", attribute = "power=processes")
@Component(service = {ProcessHost.class, GrantSource.class}, immediate = true)
public final class ProcessHost implements GrantSource<Processes> {
    private final Config.Live<ExecSettings> settings;
    private final Config.Live<AgentExec> ownSettings;
    private final Nursery nursery;
    private final Clearance clearance;
    private final Sandboxes sandboxes;
    private final Bubblewrap bubblewrap;
    private final List<ChildVariables> variables = new CopyOnWriteArrayList<>();
    private final List<ReadableFolders> readable = new CopyOnWriteArrayList<>();

    @Activate
    public ProcessHost(@Reference Config config, @Reference Home home, @Reference Clock clock, @Reference Clearance clearance,
            @Reference Sandboxes sandboxes, @Reference Bubblewrap bubblewrap) {
        this.sandboxes = sandboxes;
        this.bubblewrap = bubblewrap;
        this.clearance = clearance;
        this.nursery = new Nursery(Launcher.ofThisMachine(), new Records(home.directory("state/children")), clock);
        this.settings = config.section("tools.exec", ExecSettings.class);
        this.ownSettings = config.section("", AgentExec.class);
    }

    @Reference(name = "variables", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void add(ChildVariables room) {
        variables.add(room);
    }

    public void remove(ChildVariables room) {
        variables.remove(room);
    }

    @Reference(name = "readable", cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addFolders(ReadableFolders folders) {
        readable.add(folders);
    }

    public void removeFolders(ReadableFolders folders) {
        readable.remove(folders);
    }

    @Deactivate
    public void close() {
        settings.close();
        ownSettings.close();
        nursery.close();
    }

    @Override
    public Class<Processes> power() {
        return Processes.class;
    }

    /** Its children end with the call, or when the call is cancelled, unless they were sent to the background. */
    @Override
    public Processes grant(ToolCall call) {
        return new Grant(nursery, () -> ownSettings.get().of(call.agent().value(), settings.get()), clearance, call, () -> variables(call), walls(call));
    }

    /**
     * A command of the house's own: the owner has said beforehand that it is to run. It ends with the gateway.
     *
     * @param line as a shell reads it
     * @param timeout zero for none
     * @throws dev.chela.api.fault.Denied when commands have to be asked for, or are switched off: nobody is there to be asked
     */
    public Child start(AgentId agent, String line, Path directory, Map<String, String> environment, Duration timeout) {
        ExecSettings now = ownSettings.get().of(agent.value(), settings.get());
        if (now.judge(false, false) != ExecSettings.Verdict.RUN) {
            throw now.refusal();
        }
        return nursery.start(Grant.house(agent, line, directory, environment, timeout, now.pathPrepend()));
    }

    /** What the agent has running in the background, the oldest first. */
    public List<Child> background(AgentId agent) {
        return nursery.background(agent).stream().filter(RunningChild::running).map(Child.class::cast).toList();
    }

    /**
     * Starts a program of the house's own that is spoken to over its streams.
     *
     * @param line the program and its arguments
     * @param environment all that it has
     * @throws dev.chela.api.fault.Permanent when it cannot be started
     */
    public Attendant attend(List<String> line, Path directory, Map<String, String> environment) {
        return nursery.attend(line, directory, environment);
    }

    private Walls walls(ToolCall call) {
        return new Walls(clearance.lifted(call) ? Optional.empty() : sandboxes.of(call.agent(), call.session()), bubblewrap,
                readable.stream().flatMap(room -> room.folders(call).stream()).toList());
    }

    private Map<String, ChildVariables.Variable> variables(ToolCall call) {
        Map<String, ChildVariables.Variable> all = new HashMap<>();
        variables.forEach(room -> room.variables(call).forEach(all::putIfAbsent));
        return all;
    }
}
