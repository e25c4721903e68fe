package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.core.command.OwnerOnly;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Settings.Setting;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /send}: whether this conversation's answers leave over a channel. What is ordered is answered all the same. */
@Component(service = Command.class)
public final class SendOrder implements Command {
    private final Sessions sessions;

    @Activate
    public SendOrder(@Reference Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("send", List.of(), "Sends answers over the channel or not: /send on|off|inherit (owner)", true);
    }

    @Override
    public String run(CommandCall call) {
        OwnerOnly.check(call);
        return switch (call.args().toLowerCase(Locale.ROOT)) {
            case "on" -> settle(call, "allow", "Answers are sent here.");
            case "off" -> settle(call, "deny", "Answers are not sent here any more; commands are still answered.");
            case "inherit", "default" -> settle(call, "", "Answers are sent as configured.");
            default -> "Answers are " + (sent(call) ? "sent" : "not sent") + " here. Use /send on|off|inherit.";
        };
    }

    private boolean sent(CommandCall call) {
        Session session = sessions.open(call.session());
        return session.address().isEmpty() ? !session.settings().is(Setting.SEND_POLICY, "deny") : !sessions.outward(session, session.address()).isEmpty();
    }

    private String settle(CommandCall call, String policy, String told) {
        sessions.commit(call.session(), "send", "patch",
                (session, step) -> session.settled(session.settings().with(Setting.SEND_POLICY, policy)));
        return told;
    }
}
