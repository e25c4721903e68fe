package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.id.SessionKey;
import dev.chela.core.session.QueueRule;
import dev.chela.core.session.QueueRules;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Settings.Setting;
import java.util.List;
import java.util.Locale;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /queue}: what becomes of messages in this conversation while I am at work. */
@Component(service = Command.class)
public final class QueueOrder implements Command, Passing {
    private final Sessions sessions;
    private final QueueRules rules;

    @Activate
    public QueueOrder(@Reference Sessions sessions, @Reference QueueRules rules) {
        this.sessions = sessions;
        this.rules = rules;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("queue", List.of(), "Says what becomes of messages while a run goes on: " + QueueWords.USAGE, true);
    }

    /** Before something for the assistant it holds for that alone. */
    @Override
    public boolean passes(SessionKey session, String args) {
        String[] words = args.split("\\s+");
        return words.length > 1 && Setting.QUEUE_MODE.known().contains(words[0].toLowerCase(Locale.ROOT)) && !QueueWords.isOption(words[1]);
    }

    @Override
    public String run(CommandCall call) {
        if (call.args().isEmpty()) {
            return told(sessions.open(call.session()));
        }
        QueueWords words = QueueWords.of(call.args());
        if (!words.wrong().isEmpty()) {
            return words.wrong();
        }
        return told(sessions.commit(call.session(), "queue", "patch", (current, step) -> current.settled(words.change(current.settings()))));
    }

    private String told(Session session) {
        QueueRule rule = rules.rule(session, "");
        boolean own = QueueWords.SETTINGS.stream().anyMatch(setting -> !session.settings().get(setting).isEmpty());
        return "Queue: " + word(rule.mode()) + ", debounce " + rule.debounce().toMillis() + " ms, cap " + rule.cap() + ", drop "
                + word(rule.drop()) + (own ? " (set here; /queue default takes it back)" : "");
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }
}
