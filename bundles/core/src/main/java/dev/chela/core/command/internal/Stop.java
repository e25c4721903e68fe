package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.id.SessionKey;
import dev.chela.core.command.Bare;
import dev.chela.core.session.Runs;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /stop}: ends what runs here, and takes back what waits. */
@Component(service = Command.class)
public final class Stop implements Bare {
    private static final Set<String> WORDS = Set.of("stop", "esc", "abort", "wait", "exit", "interrupt");

    private final Runs runs;

    @Activate
    public Stop(@Reference Runs runs) {
        this.runs = runs;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("stop", List.of("abort"), "Ends what runs in this session", false);
    }

    /** Where nothing runs they are words like any others. */
    @Override
    public boolean says(SessionKey session, String text) {
        return WORDS.contains(text.strip().toLowerCase(Locale.ROOT)) && runs.active(session).isPresent();
    }

    @Override
    public String run(CommandCall call) {
        int ended = runs.abort(call.session(), Optional.empty(), "stopped by /stop").size();
        return ended == 0 ? "Nothing was running." : "Stopped.";
    }
}
