package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import java.util.List;
import org.osgi.service.component.annotations.Component;

/** {@code /whoami}: whom the house takes somebody for, as it has to stand in the configuration. */
@Component(service = Command.class)
public final class WhoAmI implements Command {
    @Override
    public CommandInfo info() {
        return new CommandInfo("whoami", List.of("id"), "Shows who you are to me", false);
    }

    @Override
    public String run(CommandCall call) {
        String who = call.channel().isEmpty() ? "You speak over the gateway itself" : "You are " + call.channel() + ":" + call.sender();
        return who + (call.owner() ? ", the owner." : ".") + "\nSession: " + call.session();
    }
}
