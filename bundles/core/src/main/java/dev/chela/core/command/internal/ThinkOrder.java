package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.id.SessionKey;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /think}: how hard the model is to think here, or, before a question, about that. */
@Component(service = Command.class)
public final class ThinkOrder implements Command, Passing {
    private final Levels levels;

    @Activate
    public ThinkOrder(@Reference Levels levels) {
        this.levels = levels;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo(Directive.THINK.word(), Directive.THINK.aliases(), "Says how hard the model is to think: /think LEVEL, /think default; before a question it holds for that alone", true);
    }

    @Override
    public boolean passes(SessionKey session, String args) {
        return levels.precedes(session, Directive.THINK, args);
    }

    @Override
    public String run(CommandCall call) {
        return levels.order(call, Directive.THINK);
    }
}
