package dev.chela.core.command.internal;

import dev.chela.api.command.Command;
import dev.chela.api.command.CommandCall;
import dev.chela.api.task.Clock;
import dev.chela.core.model.ModelWish;
import dev.chela.core.model.Models;
import dev.chela.core.session.Endings;
import dev.chela.core.session.Sessions;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code /new} and {@code /reset}: the conversation begins anew, with another model where one is named. */
@Component
public final class Reset implements Command {
    private static final String DONE = "A new conversation. What was said before stays in the transcript, but I no longer see it.";

    private final Endings endings;
    private final Sessions sessions;
    private final Models models;
    private final Clock clock;

    @Activate
    public Reset(@Reference Endings endings, @Reference Sessions sessions, @Reference Models models, @Reference Clock clock) {
        this.endings = endings;
        this.sessions = sessions;
        this.models = models;
        this.clock = clock;
    }

    @Override
    public CommandInfo info() {
        return new CommandInfo("new", List.of("reset"), "Starts the conversation anew: /new, or with another model /new MODEL", true);
    }

    /** A name that is no model's is refused before anything is changed. */
    @Override
    public String run(CommandCall call) {
        if (call.args().isEmpty()) {
            endings.reset(call.session(), "new");
            return DONE;
        }
        ModelWish wish = ModelWish.of(models, call.args());
        endings.reset(call.session(), "new");
        sessions.commit(call.session(), "model", "patch",
                (session, step) -> session.using(wish.model().toString(), wish.profile(), clock.now().toEpochMilli()));
        return DONE + " Its model is " + wish.model() + ".";
    }
}
