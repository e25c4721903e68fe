package dev.chela.core.guest;

import dev.chela.api.tool.ToolCall;

/** A room that can grant a power to tools, found by the power's type. Declared here so that rooms of any layer can offer one. */
public interface GrantSource<G> {
    Class<G> power();

    /**
     * The power as this call may use it.
     *
     * @throws dev.chela.api.fault.Denied when policy forbids it
     */
    G grant(ToolCall call);
}
