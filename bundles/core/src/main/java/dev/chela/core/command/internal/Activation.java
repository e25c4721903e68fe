package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.core.command.OwnerOnly;
import dev.chela.core.session.SessionKeys;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Settings.Setting;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /activation}: whether a group has to speak to the assistant. */
@Component(service = Command.class)
public final class Activation implements Command {
    private final Sessions sessions;

    @Activate
    public Activation(@Reference Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("activation", List.of(), "In a group: answer to mentions or to everything: /activation mention|always (owner)", true);
    }

    @Override
    public String run(CommandCall call) {
        OwnerOnly.check(call);
        if (SessionKeys.scope(call.session()).filter(SessionKeys.Scope::room).isEmpty()) {
            return "This is no group: everything is for me anyway.";
        }
        return switch (call.args().toLowerCase(Locale.ROOT)) {
            case "mention" -> settle(call, "mention", "I answer in this group when I am spoken to.");
            case "always" -> settle(call, "always", "I answer to everything in this group.");
            case "default" -> settle(call, "", "I answer in this group as configured.");
            default -> {
                String now = sessions.open(call.session()).settings().get(Setting.ACTIVATION);
                yield "Activation: " + (now.isEmpty() ? "as configured" : now) + ". Use /activation mention|always|default.";
            }
        };
    }

    private String settle(CommandCall call, String level, String told) {
        sessions.commit(call.session(), "activation", "patch",
                (session, step) -> session.settled(session.settings().with(Setting.ACTIVATION, level)));
        return told;
    }
}
