package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.core.session.Endings;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /new} and {@code /reset}: the conversation begins anew. */
@Component
public final class Reset implements Command {
    private final Endings endings;

    @Activate
    public Reset(@Reference Endings endings) {
        this.endings = endings;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("new", List.of("reset"), "Starts the conversation anew", false);
    }

    @Override
    public String run(CommandCall call) {
        endings.reset(call.session(), "new");
        return "A new conversation. What was said before stays in the transcript, but I no longer see it.";
    }
}
