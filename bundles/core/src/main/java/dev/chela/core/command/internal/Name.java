package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.task.Clock;
import dev.chela.core.session.Glance;
import dev.chela.core.session.Sessions;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /name}: the conversation's title. */
@Component(service = Command.class)
public final class Name implements Command {
    private static final int LONGEST = 512;

    private final Sessions sessions;
    private final Clock clock;

    @Activate
    public Name(@Reference Sessions sessions, @Reference Clock clock) {
        this.sessions = sessions;
        this.clock = clock;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("name", List.of(), "Names this conversation: /name TITLE", true);
    }

    @Override
    public String run(CommandCall call) {
        String title = call.args().replaceAll("\\s+", " ");
        if (title.isEmpty() || title.length() > LONGEST) {
            String now = sessions.open(call.session()).label();
            return (now.isEmpty() ? "It has no name yet." : "It is called \"" + now + "\".") + " Use /name TITLE, of at most " + LONGEST + " characters.";
        }
        Optional<Glance> other = sessions.glances().stream().filter(each -> each.label().equals(title) && !each.key().equals(call.session())).findFirst();
        if (other.isPresent()) {
            return "Another conversation is called that already: " + other.get().key();
        }
        sessions.commit(call.session(), "name", "patch", (session, step) -> session.labelled(title, clock.now().toEpochMilli()));
        return "This conversation is called \"" + title + "\" now.";
    }
}
