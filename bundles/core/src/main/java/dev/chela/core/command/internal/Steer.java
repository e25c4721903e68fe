package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.id.SessionKey;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code /steer}: what follows joins the run that goes on, whatever {@code /queue} says; see {@link Levels#read}. */
@Component(service = Command.class)
public final class Steer implements Command, Passing {
    @Override
    public CommandInfo info() {
        return new CommandInfo("steer", List.of("tell"), "Says something to the run that goes on: /steer WORDS", true);
    }

    @Override
    public boolean passes(SessionKey session, String args) {
        return !args.isBlank();
    }

    @Override
    public String run(CommandCall call) {
        return "Say what: /steer WORDS.";
    }
}
