package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.id.SessionKey;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /trace}: whether replies say what hooks of plugins changed or stopped. */
@Component(service = Command.class)
public final class TraceOrder implements Command, Passing {
    private final Levels levels;

    @Activate
    public TraceOrder(@Reference Levels levels) {
        this.levels = levels;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo(Directive.TRACE.word(), Directive.TRACE.aliases(), "Shows what hooks of plugins did: /trace on|off", true);
    }

    @Override
    public boolean passes(SessionKey session, String args) {
        return levels.precedes(session, Directive.TRACE, args);
    }

    @Override
    public String run(CommandCall call) {
        return levels.order(call, Directive.TRACE);
    }
}
