package dev.chela.api.tool;

import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation;
import java.nio.file.Path;
import org.osgi.annotation.versioning.ProviderType;

/** One call of a tool, valid until {@code run} returns. */
@ProviderType
public interface ToolCall {
    /** Stable across a crash: the same call has the same id when it is run again. */
    String id();

    SessionKey session();

    AgentId agent();

    /** Absolute; exists. */
    Path workspace();

    Cancellation cancellation();

    /** Shown to people while the tool runs; never stored. */
    void progress(String line);

    /**
     * A power, scoped to this session and its policy.
     *
     * @throws dev.chela.api.fault.Denied when policy or the plugin's manifest does not grant it
     */
    <G> G grant(Class<G> power);
}
