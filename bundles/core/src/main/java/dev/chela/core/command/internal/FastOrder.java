package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.id.SessionKey;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /fast}: whether the model is asked for the faster, dearer service of its provider. */
@Component(service = Command.class)
public final class FastOrder implements Command, Passing {
    private final Levels levels;

    @Activate
    public FastOrder(@Reference Levels levels) {
        this.levels = levels;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo(Directive.FAST.word(), Directive.FAST.aliases(), "Asks the model for its faster service: /fast auto|on|off", true);
    }

    @Override
    public boolean passes(SessionKey session, String args) {
        return levels.precedes(session, Directive.FAST, args);
    }

    @Override
    public String run(CommandCall call) {
        return levels.order(call, Directive.FAST);
    }
}
