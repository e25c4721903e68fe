package dev.chela.tool.exec;

import dev.chela.api.fault.Permanent;
import dev.chela.api.grant.Child;
import dev.chela.api.grant.Processes;
import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Describe;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;

/** Runs a shell command. It acts: nobody can tell what running a command twice would do. */
@Capability(namespace = "chela.tool", attribute = "name=exec")
@Component
public final class Exec implements Tool<Exec.Command> {
    private static final Duration GLANCE = Duration.ofMillis(500);
    private static final int LONGEST_SECONDS = 604_800;

    /** What the model gives. */
    public record Command(
            @Describe("The shell command") String command,
            @Describe("Working directory; relative to the workspace, which is the default") Optional<String> workdir,
            @Describe("Environment variables to add. PATH, LD_* and DYLD_* cannot be set") Optional<Map<String, String>> env,
            @Describe("Milliseconds to wait before a command that still runs goes to the background (default 10000)")
                    Optional<Integer> yieldMs,
            @Describe("Go to the background at once, with standard input kept open for the process tool") Optional<Boolean> background,
            @Describe("Seconds after which the command and everything it started is ended; 0 for never (default 1800)")
                    Optional<Integer> timeoutSeconds) {
        public Command {
            if (command.isBlank()) {
                throw new IllegalArgumentException("argument 'command' is empty");
            }
            yieldMs.ifPresent(given -> check("yieldMs", given, 600_000));
            timeoutSeconds.ifPresent(given -> check("timeoutSeconds", given, LONGEST_SECONDS));
        }

        private static void check(String name, int given, int most) {
            if (given < 0 || given > most) {
                throw new IllegalArgumentException("argument '" + name + "' must be from 0 to " + most + ", not " + given);
            }
        }
    }

    @Override
    public ToolInfo info() {
        return new ToolInfo("exec", "Run a shell command and return its output and exit code. Standard input is empty. A command that runs"
                + " longer than yieldMs goes on in the background: the result then has a sessionId for the process tool. Processes left"
                + " behind with & are ended when the command ends; use background: true for servers and watchers.", Effect.ACTS);
    }

    @Override
    public Arguments<Command> arguments() {
        return new Arguments.Typed<>(Command.class);
    }

    @Override
    public ToolResult run(Command given, ToolCall call) throws InterruptedException {
        Processes processes = call.grant(Processes.class);
        Processes.Limits limits = processes.limits();
        Duration timeout = given.timeoutSeconds().map(Duration::ofSeconds).orElse(limits.timeout());
        Child child = processes.start(given.command(), directory(given, call), given.env().orElse(Map.of()), timeout);
        if (given.background().orElse(false)) {
            return inBackground(child);
        }
        endInput(child);
        boolean ended = watch(child, given.yieldMs().map(Duration::ofMillis).orElse(limits.yield()), call);
        call.cancellation().check();
        return ended ? Report.ended(child) : inBackground(child);
    }

    /** A command that reads its input would otherwise wait for ever, and some (rg) read it whenever it is open. */
    private static void endInput(Child child) {
        try {
            child.write(new byte[0], true);
        } catch (Permanent endedAlready) {
            // Nothing is left that could read.
        }
    }

    /** @return whether it ended in time */
    private static boolean watch(Child child, Duration atMost, ToolCall call) throws InterruptedException {
        long deadline = System.nanoTime() + atMost.toNanos();
        while (true) {
            Duration left = Duration.ofNanos(deadline - System.nanoTime());
            if (child.await(left.compareTo(GLANCE) < 0 ? left : GLANCE)) {
                return true;
            }
            if (call.cancellation().cancelled() || left.isNegative()) {
                return false;
            }
            String fresh = child.drain();
            if (!fresh.isBlank()) {
                call.progress(fresh);
            }
        }
    }

    private static ToolResult inBackground(Child child) {
        child.toBackground();
        return Report.running(child);
    }

    private static Path directory(Command given, ToolCall call) {
        String wanted = given.workdir().orElse("");
        if (wanted.equals("~") || wanted.startsWith("~/")) {
            return Path.of(System.getProperty("user.home")).resolve(wanted.substring(Math.min(2, wanted.length())));
        }
        try {
            return call.workspace().resolve(wanted);
        } catch (java.nio.file.InvalidPathException e) {
            throw new Permanent("workdir '" + wanted + "' is no path: " + e.getReason(), e);
        }
    }
}
