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
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.osgi.annotation.bundle.Capability;
import org.osgi.service.component.annotations.Component;

/** Looks after commands in the background. It acts, since one of its actions writes and another ends. */
@Capability(namespace = "chela.tool", attribute = "name=process")
@Component
public final class ProcessTool implements Tool<ProcessTool.Request> {
    private static final int MOST_LINES = 2_000;
    private static final int LONGEST_WAIT = 120_000;

    /** What to do. */
    public enum Action { LIST, POLL, LOG, WRITE, SUBMIT, KILL, CLEAR, REMOVE }

    /** What the model gives. */
    public record Request(
            @Describe("list: all sessions; poll: output since the last poll, and whether it still runs; log: lines of the kept output;"
                    + " write: send data to standard input; submit: the same with a line end; kill: end it with everything it started;"
                    + " clear: forget those that have ended; remove: end and forget one")
                    Action action,
            @Describe("Which session; for everything but list and clear") Optional<String> sessionId,
            @Describe("For write and submit: the text") Optional<String> data,
            @Describe("For write and submit: close standard input afterwards") Optional<Boolean> eof,
            @Describe("For log: first line, from 1; without it the last lines are shown") Optional<Integer> offset,
            @Describe("For log: how many lines, at most 2000 (default 200)") Optional<Integer> limit,
            @Describe("For poll: milliseconds to wait for its end, at most 120000 (default 0)") Optional<Integer> timeout) {}

    @Override
    public ToolInfo info() {
        return new ToolInfo("process", "Look after commands that exec left running in the background: list, poll, log, write, submit, kill,"
                + " clear, remove. Ended ones are remembered for 30 minutes; all end with the gateway.", Effect.ACTS);
    }

    @Override
    public Arguments<Request> arguments() {
        return new Arguments.Typed<>(Request.class);
    }

    @Override
    public ToolResult run(Request given, ToolCall call) throws InterruptedException {
        Processes processes = call.grant(Processes.class);
        return switch (given.action()) {
            case LIST -> ToolResult.text(list(processes.background()));
            case CLEAR -> ToolResult.text(clear(processes.background()));
            case POLL -> poll(find(given, processes), given);
            case LOG -> ToolResult.text(log(find(given, processes), given));
            case WRITE -> write(find(given, processes), given, "");
            case SUBMIT -> write(find(given, processes), given, "\n");
            case KILL -> kill(find(given, processes));
            case REMOVE -> remove(find(given, processes));
        };
    }

    private static Child find(Request given, Processes processes) {
        String id = given.sessionId().orElseThrow(() -> new Permanent("argument 'sessionId' is missing; " + list(processes.background())));
        return processes.find(id).orElseThrow(() -> new Permanent("there is no session '" + id + "'; " + list(processes.background())));
    }

    private static String list(List<Child> children) {
        return children.isEmpty() ? "there are no background sessions" : children.stream().map(ProcessTool::line).collect(Collectors.joining("\n"));
    }

    private static String line(Child child) {
        String command = child.command().strip().lines().findFirst().orElse("");
        return child.id() + "  " + state(child) + "  since " + child.startedAt() + "  " + command;
    }

    private static String state(Child child) {
        return child.exitCode().isEmpty() ? "running" : Report.ending(child);
    }

    private static String clear(List<Child> children) {
        List<Child> ended = children.stream().filter(child -> child.exitCode().isPresent()).toList();
        ended.forEach(Child::remove);
        return "forgot " + ended.size() + " ended sessions";
    }

    private static ToolResult poll(Child child, Request given) throws InterruptedException {
        child.await(Duration.ofMillis(between(0, given.timeout().orElse(0), LONGEST_WAIT)));
        String fresh = child.drain();
        return ToolResult.text((fresh.isEmpty() ? "(no new output)" : fresh.stripTrailing()) + "\n\n[" + state(child) + "]");
    }

    private static String log(Child child, Request given) {
        List<String> lines = child.output().text().lines().toList();
        int count = between(1, given.limit().orElse(200), MOST_LINES);
        int from = between(0, given.offset().map(line -> line - 1).orElse(lines.size() - count), lines.size());
        int to = Math.min(lines.size(), from + count);
        String rest = to < lines.size() ? "\n[continue with offset " + (to + 1) + "]" : "";
        return String.join("\n", lines.subList(from, to)) + "\n[lines " + Math.min(from + 1, to) + " to " + to + " of " + lines.size() + ", "
                + state(child) + "]" + rest;
    }

    private static ToolResult write(Child child, Request given, String end) {
        boolean close = given.eof().orElse(false);
        if (given.data().isEmpty() && end.isEmpty() && !close) {
            throw new Permanent("argument 'data' is missing");
        }
        child.write((given.data().orElse("") + end).getBytes(StandardCharsets.UTF_8), close);
        return ToolResult.text("written to " + child.id() + (close ? "; its standard input is closed" : ""));
    }

    private static ToolResult kill(Child child) {
        child.kill();
        return ToolResult.text(child.id() + ": " + state(child));
    }

    private static ToolResult remove(Child child) {
        child.remove();
        return ToolResult.text("removed " + child.id());
    }

    private static int between(int least, int wanted, int most) {
        return Math.max(least, Math.min(wanted, most));
    }
}
