package dev.chela.core.process.internal;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Child;
import dev.chela.api.grant.Processes;
import dev.chela.api.id.AgentId;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.api.tool.ToolCall;
import dev.chela.core.process.ChildVariables.Variable;
import dev.chela.core.process.Clearance;
import dev.chela.core.process.ExecSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Supplier;

/** The power as one call has it. Closed by the registry when the call has ended. */
public final class Grant implements Processes, AutoCloseable {
    private static final Set<String> PAGERS = Set.of("PAGER", "GIT_PAGER");

    private final List<RunningChild> started = new CopyOnWriteArrayList<>();
    private final Nursery nursery;
    private final Supplier<ExecSettings> settings;
    private final Clearance clearance;
    private final ToolCall call;
    private final Supplier<Map<String, Variable>> variables;
    private final Walls walls;
    private final Registration onCancel;

    public Grant(Nursery nursery, Supplier<ExecSettings> settings, Clearance clearance, ToolCall call,
            Supplier<Map<String, Variable>> variables, Walls walls) {
        this.walls = walls;
        this.nursery = nursery;
        this.settings = settings;
        this.clearance = clearance;
        this.call = call;
        this.variables = variables;
        this.onCancel = call.cancellation().onCancel(this::endForeground);
    }

    @Override
    public Child start(String command, Path directory, Map<String, String> environment, Duration timeout) {
        ExecSettings now = settings.get();
        environment.forEach(Grant::check);
        if (!Files.isDirectory(directory)) {
            throw new Permanent("the working directory " + directory + " does not exist");
        }
        Path entered = real(directory);
        call.cancellation().check();
        Map<String, Variable> given = given(environment);
        check(now, command);
        Map<String, String> complete = walls.stand() ? walls.complete(environment, given) : complete(environment, given, now.pathPrepend());
        RunningChild child = nursery.start(new Nursery.Order(
                call.agent(), command, entered, complete, timeout, Veil.over(given.values()), walls.name(), walls.before(entered)));
        started.add(child);
        if (call.cancellation().cancelled()) {
            endForeground();
        }
        return child;
    }

    /** What runs for no call: no room adds variables to it, and no sandbox is around it. */
    public static Nursery.Order house(AgentId agent, String line, Path directory, Map<String, String> environment, Duration timeout,
            List<String> pathPrepend) {
        environment.forEach(Grant::check);
        if (!Files.isDirectory(directory)) {
            throw new Permanent("the working directory " + directory + " does not exist");
        }
        return new Nursery.Order(agent, line, real(directory), complete(environment, Map.of(), pathPrepend), timeout, Veil.over(List.of()), "", List.of());
    }

    /** Asked again just before it happens: what was allowed is this command, under the policy of now, and unchanged since. */
    private void check(ExecSettings now, String command) {
        boolean free = walls.stand() || now.judge(false, false) == ExecSettings.Verdict.RUN;
        boolean cleared = clearance.holds(call, command);
        if (now.security() == ExecSettings.Security.DENY || !free && !cleared) {
            throw now.refusal();
        }
    }

    /** The directory itself and not a link to it, which could be turned elsewhere in the moment before the command starts. */
    private static Path real(Path directory) {
        try {
            return directory.toRealPath();
        } catch (IOException e) {
            throw new Permanent("the working directory " + directory + " cannot be entered: " + e.getMessage(), e);
        }
    }

    /** A model must not choose what code a trusted program loads. */
    private static void check(String name, String value) {
        if (name.isEmpty() || name.indexOf('=') >= 0 || name.indexOf('\0') >= 0 || value.indexOf('\0') >= 0) {
            throw new Permanent("environment variable '" + name + "' has a name or a value that no program can get");
        }
        if (decidesWhatRuns(name)) {
            throw new Denied("environment variable " + name + " must not be overridden: it decides what code runs."
                    + " Use absolute paths, or let the owner set tools.exec.pathPrepend");
        }
        if (PAGERS.contains(name) && !value.isEmpty() && !value.equals("cat")) {
            throw new Denied("environment variable " + name + " may only be \"cat\" or empty: a pager is a command");
        }
    }

    private static boolean decidesWhatRuns(String name) {
        return name.equals("PATH") || name.startsWith("LD_") || name.startsWith("DYLD_");
    }

    /** What rooms add: nothing that the gateway's environment or the call has, and nothing that decides what runs. */
    private Map<String, Variable> given(Map<String, String> environment) {
        Map<String, Variable> given = new HashMap<>(variables.get());
        given.keySet().removeIf(name -> !walls.stand() && System.getenv(name) != null || environment.containsKey(name) || decidesWhatRuns(name));
        return given;
    }

    private static Map<String, String> complete(Map<String, String> environment, Map<String, Variable> given, List<String> pathPrepend) {
        Map<String, String> complete = new HashMap<>(environment);
        given.forEach((name, variable) -> complete.put(name, variable.value()));
        complete.put("CHELA_SHELL", "exec");
        if (!pathPrepend.isEmpty()) {
            complete.put("PATH", String.join(":", pathPrepend) + ":" + System.getenv().getOrDefault("PATH", "/usr/bin:/bin"));
        }
        return complete;
    }

    @Override
    public Limits limits() {
        ExecSettings now = settings.get();
        return new Limits(Duration.ofSeconds(now.timeoutSeconds()), Duration.ofMillis(now.backgroundMs()));
    }

    @Override
    public List<Child> background() {
        return nursery.background(call.agent()).stream().filter(child -> walls.show(child.world())).map(Child.class::cast).toList();
    }

    @Override
    public Optional<Child> find(String id) {
        return background().stream().filter(child -> child.id().equals(id)).findFirst();
    }

    @Override
    public void close() {
        onCancel.close();
        endForeground();
    }

    private void endForeground() {
        started.stream().filter(child -> child.running() && !child.inBackground()).forEach(nursery::endSoon);
    }
}
