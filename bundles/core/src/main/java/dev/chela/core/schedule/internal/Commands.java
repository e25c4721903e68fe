package dev.chela.core.schedule.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.grant.Child;
import dev.chela.api.id.AgentId;
import dev.chela.core.agent.Agents;
import dev.chela.core.task.Scope;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Runs commands on threads of their own, a few at a time. */
final class Commands {
    private static final int AT_ONCE = 8;
    private static final Duration FOR_EVER = Duration.ofDays(36_500);

    private final Launch launch;
    private final Agents agents;
    private final Path home;
    private final Scope threads;
    private final Semaphore places = new Semaphore(AT_ONCE, true);

    /** @param home where a command runs whose agent has no workspace yet */
    Commands(Launch launch, Agents agents, Path home, Scope threads) {
        this.launch = launch;
        this.agents = agents;
        this.home = home;
        this.threads = threads;
    }

    /** Starts a program of this machine. */
    @FunctionalInterface
    interface Launch {
        Child start(AgentId agent, String line, Path directory, Map<String, String> environment, Duration timeout);
    }

    /**
     * @param begins called when its turn has come, before anything of it runs, and not when the gateway stops already; false to leave it
     * @param ends told once, unless the gateway stops
     */
    void run(AgentId agent, Payload.Command command, BooleanSupplier begins, Consumer<Result> ends) {
        threads.start("a command of the schedule", () -> {
            try {
                places.acquire();
            } catch (InterruptedException stopping) {
                Thread.currentThread().interrupt();
                return;
            }
            try {
                if (!threads.ended() && begins.getAsBoolean()) {
                    supervise(agent, command, ends);
                }
            } finally {
                places.release();
            }
        });
    }

    /** As {@link #run}, for one that is waited for and takes no place. */
    void watch(AgentId agent, Timing.OnExit exit, Consumer<Result> ends) {
        Payload.Command command = new Payload.Command(List.of("sh", "-c", exit.command()), exit.directory(), Map.of(), "", Duration.ZERO,
                Payload.OUTPUT);
        threads.start("a command that a job waits for", () -> supervise(agent, command, ends));
    }

    private void supervise(AgentId agent, Payload.Command command, Consumer<Result> ends) {
        try {
            Child child = launch.start(agent, command.line(), directory(agent, command), command.environment(), command.timeout());
            child.write(command.input().getBytes(StandardCharsets.UTF_8), true);
            await(child);
            if (!threads.ended()) {
                ends.accept(result(child, command));
            }
        } catch (Fault refused) {
            ends.accept(Result.failed("", String.valueOf(refused.getMessage()), "unknown", false));
        } catch (InterruptedException stopping) {
            Thread.currentThread().interrupt();
        }
    }

    private Path directory(AgentId agent, Payload.Command command) {
        if (!command.directory().isEmpty()) {
            return Path.of(command.directory());
        }
        Path workspace = agents.get(agent).workspace();
        return Files.isDirectory(workspace) ? workspace : home;
    }

    /** It ends with the schedule; what it did until then nobody knows. */
    private static void await(Child child) throws InterruptedException {
        try {
            child.await(FOR_EVER);
        } catch (InterruptedException stopping) {
            child.kill();
            throw stopping;
        }
    }

    private static Result result(Child child, Payload.Command command) {
        String output = child.output().text().strip();
        String kept = output.length() <= command.most() ? output : "…" + output.substring(output.length() - command.most());
        int code = child.exitCode().orElse(-1);
        if (child.timedOut()) {
            return Result.failed(kept, "the command took longer than " + command.timeout().toSeconds() + " s and was ended", "timeout", true);
        }
        return code == 0 ? Result.ok(kept) : Result.failed(kept, "the command ended with code " + code + (kept.isEmpty() ? "" : ": " + kept), "unknown", false);
    }
}
