package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.id.SessionKey;
import dev.chela.core.command.OwnerOnly;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Settings.Setting;
import dev.chela.core.session.Settings;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /exec}: where commands run, and, before something for the assistant, how much that may let happen. */
@Component(service = Command.class)
public final class ExecOrder implements Command, Passing {
    private final Sessions sessions;

    @Activate
    public ExecOrder(@Reference Sessions sessions) {
        this.sessions = sessions;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("exec", List.of(), "Says where commands run, and for one message how strictly: /exec host=… security=… ask=… WORDS", true);
    }

    @Override
    public boolean passes(SessionKey session, String args) {
        ExecWords words = ExecWords.of(args);
        return words.wrong().isEmpty() && words.says() && !words.rest().isBlank();
    }

    /** The place holds from then on; how strictly, never: that is the owner's, and loosens nothing here. */
    @Override
    public String run(CommandCall call) {
        ExecWords words = ExecWords.of(call.args());
        if (!words.wrong().isEmpty()) {
            return words.wrong();
        }
        String host = words.get(ExecWords.HOST, "");
        if (!host.isEmpty()) {
            OwnerOnly.check(call);
            sessions.commit(call.session(), "exec", "patch",
                    (session, step) -> session.settled(session.settings().with(Setting.EXEC_HOST, host.equals("auto") ? "" : host)));
        }
        boolean strict = !words.get(ExecWords.SECURITY, "").isEmpty() || !words.get(ExecWords.ASK, "").isEmpty();
        return told(sessions.open(call.session()).settings())
                + (strict ? "\nsecurity= and ask= hold for the message that they stand before: /exec ask=always WORDS." : "");
    }

    private static String told(Settings settings) {
        return Stream.of(Setting.EXEC_HOST, Setting.PERMISSION, Setting.EXEC_SECURITY, Setting.EXEC_ASK, Setting.ELEVATED)
                .map(each -> each.word() + ": " + (settings.get(each).isEmpty() ? "as configured" : settings.get(each)))
                .collect(Collectors.joining("\n", "Commands of this conversation:\n", "\n" + ExecWords.USAGE));
    }
}
