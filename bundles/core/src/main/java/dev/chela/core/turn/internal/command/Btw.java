package dev.chela.core.turn.internal.command;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.core.command.Apart;
import dev.chela.core.turn.Outlook;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /btw}: a question beside the conversation, even while a run goes on. */
@Component(service = Command.class)
public final class Btw implements Apart {
    private final Outlook outlook;

    @Activate
    public Btw(@Reference Outlook outlook) {
        this.outlook = outlook;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("btw", List.of("side"), "Asks something beside the conversation, which does not learn of it: /btw QUESTION", true);
    }

    @Override
    public String run(CommandCall call) {
        return call.args().isBlank() ? "Ask what: /btw QUESTION." : outlook.aside(call.session(), call.args());
    }
}
