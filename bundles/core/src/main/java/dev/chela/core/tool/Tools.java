package dev.chela.core.tool;

import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.tool.ToolResult;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The tools of every plugin. Safe on any thread. */
public interface Tools {
    /** What may be used there, by name. Asks tool sources, so ask before each model call. */
    List<ToolSpec> offered(ToolRequest.Whose whose);

    /** What the configuration says to somebody. It is applied to every call; nobody else has to. */
    ToolPolicy policy(ToolRequest.Whose whose);

    /** Where an agent's tools start in a conversation: in its workspace, or in a sandbox. */
    Path place(AgentId agent, SessionKey session, Path workspace);

    /** Names that stand in lists of allowed tools and that no tool here has, by the setting in which they stand. */
    Map<String, List<String>> strangers();

    /** Everything there is, whatever policy says. */
    List<ToolSpec> all();

    Optional<ToolSpec> find(String name);

    /**
     * Runs one call on a thread of its own and waits for it. Whatever goes wrong comes back as an error for the model to read: an
     * unknown or forbidden tool, wrong arguments, a refused power, an exception of the tool, a passed deadline.
     *
     * @throws java.util.concurrent.CancellationException when the call's token is cancelled
     * @throws InterruptedException when this thread is
     */
    ToolResult run(ToolRequest request) throws InterruptedException;
}
