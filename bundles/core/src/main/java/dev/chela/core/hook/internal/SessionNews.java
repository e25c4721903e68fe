package dev.chela.core.hook.internal;

import dev.chela.api.event.AgentEvent;
import dev.chela.api.event.AgentEvent.Stage;
import dev.chela.api.hook.Passage.Change;
import dev.chela.api.hook.Passage.Turning;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.event.Events;
import dev.chela.core.hook.Hooks;
import dev.chela.core.session.Compaction;
import dev.chela.core.session.Sessions;
import java.util.List;
import java.util.Map;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Tells the hooks what became of conversations. */
@Component(service = SessionNews.class, immediate = true)
public final class SessionNews {
    /** By the protocol's words for it. */
    private static final Map<String, Change> CHANGES = Map.of("reset", Change.RESET, "compaction", Change.COMPACTED);

    private final Hooks hooks;
    private final List<Registration> listening;

    @Activate
    public SessionNews(@Reference Hooks hooks, @Reference Events events) {
        this.hooks = hooks;
        listening = List.of(
                events.listen(Sessions.Begun.class, begun -> tell(begun.session(), Change.STARTED)),
                events.listen(Sessions.Changed.class, changed -> {
                    Change change = CHANGES.get(changed.reason());
                    if (change != null) {
                        tell(changed.session().key(), change);
                    }
                }),
                events.listen(Sessions.Deleted.class, deleted -> tell(deleted.session().key(), Change.DELETED)),
                events.listen(Compaction.Asked.class, asked -> begins(asked.session(), asked.stage())),
                events.listen(AgentEvent.Compaction.class, needed -> begins(needed.run().session(), needed.stage())));
    }

    @Deactivate
    public void stop() {
        listening.forEach(Registration::close);
    }

    private void begins(SessionKey session, Stage stage) {
        if (stage == Stage.START) {
            tell(session, Change.COMPACTING);
        }
    }

    private void tell(SessionKey session, Change change) {
        if (hooks.at(Turning.class)) {
            hooks.tell(new Turning(session, change));
        }
    }
}
