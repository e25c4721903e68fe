package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.core.session.Compaction;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /compact}: a summary takes the place of the older part of the conversation. */
@Component
public final class Compact implements Command {
    private static final int LONGEST_FOCUS = 800;

    private final Compaction compaction;

    @Activate
    public Compact(@Reference Compaction compaction) {
        this.compaction = compaction;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("compact", List.of(), "Summarises the older part of the conversation: /compact, /compact WHAT MATTERS", true);
    }

    @Override
    public String run(CommandCall call) {
        String focus = call.args().codePointCount(0, call.args().length()) <= LONGEST_FOCUS ? call.args()
                : call.args().substring(0, call.args().offsetByCodePoints(0, LONGEST_FOCUS));
        Compaction.Outcome outcome = compaction.summarize(call.session(), focus);
        return outcome.compacted()
                ? "Summarised about " + outcome.tokensBefore() + " tokens; I still see the last " + outcome.kept() + " messages word for word."
                : "There is nothing to summarise yet.";
    }
}
