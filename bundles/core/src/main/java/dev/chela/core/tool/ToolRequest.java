package dev.chela.core.tool;

import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;

/**
 * What a model asked for.
 *
 * @param callId the same when the call is run again after a crash
 * @param arguments JSON text, as the model wrote it; empty means no arguments
 * @param mostChars see {@link #mostChars(int)}
 * @param deadline zero for none
 */
public record ToolRequest(
        String callId, String tool, String arguments, Whose whose, Cancellation cancellation, Consumer<String> progress, int mostChars,
        Duration deadline) {

    /** In which conversation of which agent, and who wants it there: what policy goes by. */
    public record Whose(SessionKey session, AgentId agent, Path workspace, Asker asker) {}

    /** The same, started in another directory. */
    public ToolRequest in(Path directory) {
        Whose there = new Whose(whose.session(), whose.agent(), directory, whose.asker());
        return new ToolRequest(callId, tool, arguments, there, cancellation, progress, mostChars, deadline);
    }

    /** How many characters of a result a model with this window (in tokens) gets: 16,000, 32,000 or 64,000. */
    public static int mostChars(int contextWindow) {
        return contextWindow < 64_000 ? 16_000 : contextWindow < 200_000 ? 32_000 : 64_000;
    }
}
