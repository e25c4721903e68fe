package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.id.SessionKey;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /reasoning}: whether the model's thoughts are shown. */
@Component(service = Command.class)
public final class ReasoningOrder implements Command, Passing {
    private final Levels levels;

    @Activate
    public ReasoningOrder(@Reference Levels levels) {
        this.levels = levels;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo(Directive.REASONING.word(), Directive.REASONING.aliases(), "Shows what the model thought: /reasoning off|on|stream", true);
    }

    @Override
    public boolean passes(SessionKey session, String args) {
        return levels.precedes(session, Directive.REASONING, args);
    }

    @Override
    public String run(CommandCall call) {
        return levels.order(call, Directive.REASONING);
    }
}
