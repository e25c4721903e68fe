package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.id.SessionKey;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /verbose}: what is shown of the work besides the answers. */
@Component(service = Command.class)
public final class VerboseOrder implements Command, Passing {
    private final Levels levels;

    @Activate
    public VerboseOrder(@Reference Levels levels) {
        this.levels = levels;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo(Directive.VERBOSE.word(), Directive.VERBOSE.aliases(), "Shows what tools do: /verbose off|on|full", true);
    }

    @Override
    public boolean passes(SessionKey session, String args) {
        return levels.precedes(session, Directive.VERBOSE, args);
    }

    @Override
    public String run(CommandCall call) {
        return levels.order(call, Directive.VERBOSE);
    }
}
