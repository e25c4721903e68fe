package dev.chela.core.command;

import dev.chela.api.command.CommandCall;
import dev.chela.api.fault.Denied;

/** For commands that are the owner's alone. */
public final class OwnerOnly {
    private OwnerOnly() {}

    /** @throws Denied when somebody else gives it */
    public static void check(CommandCall call) {
        if (!call.owner()) {
            throw new Denied("only the owner of this assistant may do that");
        }
    }
}
