package dev.chela.core.process;

import dev.chela.api.tool.ToolCall;

/** Knows which commands may run although they have to be asked for: declared here, implemented by {@code approval}. */
@FunctionalInterface
public interface Clearance {
    /** Nobody asked anybody. */
    Clearance NONE = (call, command) -> false;

    /**
     * Whether policy, or a person whom it asked, let this call run this very command.
     *
     * @throws dev.chela.api.fault.Denied when a person did, and what it would run is not what it was when the person was asked
     */
    boolean holds(ToolCall call, String command);

    /** Whether this call is out of the sandbox that its conversation is to have, since whoever set it off may have it so. */
    default boolean lifted(ToolCall call) {
        return false;
    }
}
