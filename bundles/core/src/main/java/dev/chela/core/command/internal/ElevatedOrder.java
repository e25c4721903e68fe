package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.id.SessionKey;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /elevated}: whether commands leave the sandbox of this conversation, for those whom {@code tools.elevated} lists. */
@Component(service = Command.class)
public final class ElevatedOrder implements Command, Passing {
    private final Levels levels;

    @Activate
    public ElevatedOrder(@Reference Levels levels) {
        this.levels = levels;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo(Directive.ELEVATED.word(), Directive.ELEVATED.aliases(),
                "Lets commands leave the sandbox: /elevated off|ask|full (for those in tools.elevated.allowFrom)", true);
    }

    @Override
    public boolean passes(SessionKey session, String args) {
        return levels.precedes(session, Directive.ELEVATED, args);
    }

    @Override
    public String run(CommandCall call) {
        return levels.order(call, Directive.ELEVATED);
    }
}
