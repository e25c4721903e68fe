package dev.chela.tool.exec;

import dev.chela.api.grant.Child;
import dev.chela.api.tool.Content;
import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.ToolResult;
import java.util.List;
import java.util.Map;

/** What a model is told of a child. */
final class Report {
    private static final int SIGNAL = 128;
    private static final int TAIL = 4_000;

    private Report() {}

    static ToolResult ended(Child child) {
        String output = child.output().text();
        Outcome outcome = child.timedOut() ? Outcome.ERROR : Outcome.OK;
        String text = (output.isBlank() ? "(no output)" : output.stripTrailing()) + "\n\n[" + ending(child) + "]";
        return new ToolResult(List.of(new Content.Text(text)), outcome,
                Map.of("status", child.timedOut() ? "failed" : "completed", "exitCode", child.exitCode().orElse(-1), "command", child.command()));
    }

    static String ending(Child child) {
        int code = child.exitCode().orElse(-1);
        if (child.timedOut()) {
            return "ended by its time limit";
        }
        return "exit code " + code + (code > SIGNAL && code < SIGNAL + 65 ? ", usually signal " + (code - SIGNAL) : "");
    }

    static ToolResult running(Child child) {
        child.drain();
        String output = child.output().text();
        String tail = output.length() <= TAIL ? output : "…" + output.substring(output.length() - TAIL);
        String text = "status: running\nsessionId: " + child.id() + "\npid: " + child.pid()
                + "\nUse the process tool (poll, log, write, kill) with this sessionId."
                + (tail.isBlank() ? "" : "\n\nOutput so far:\n" + tail.stripTrailing());
        return new ToolResult(List.of(new Content.Text(text)), Outcome.OK,
                Map.of("status", "running", "sessionId", child.id(), "pid", child.pid(), "command", child.command()));
    }
}
