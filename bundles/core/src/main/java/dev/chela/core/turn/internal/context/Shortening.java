package dev.chela.core.turn.internal.context;

import dev.chela.api.event.AgentEvent.Stage;
import dev.chela.api.fault.Fault;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.model.FaultKind;
import dev.chela.core.session.Entry;
import dev.chela.core.turn.internal.prompt.Window;
import dev.chela.core.turn.internal.run.ActiveRun;
import dev.chela.core.turn.internal.run.Rooms;
import dev.chela.core.turn.internal.settings.ContextSettings;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Compacts a conversation for the run that goes on in it, once: one that does not fit even then cannot be helped so. Shortly before, the
 * model may write down what is to last.
 */
public final class Shortening {
    private static final Logger LOG = LoggerFactory.getLogger(Shortening.class);

    private final Rooms rooms;
    private final ActiveRun run;
    private final MemoryFlush flush;
    private boolean tried;

    public Shortening(Rooms rooms, ActiveRun run, MemoryFlush flush) {
        this.rooms = rooms;
        this.run = run;
        this.flush = flush;
    }

    /** Before a question to a model that reads so many tokens, 0 when unknown: whether the conversation is another one now. */
    public boolean before(int window, List<Entry> context) {
        if (window <= 0) {
            return false;
        }
        ContextSettings.Compaction settings = rooms.settings().compaction();
        long next = Window.next(context, rooms.sessions().open(run.session()).last().contextTokens());
        long limit = settings.limit(window);
        if (!tried && !run.isRound() && next > limit - settings.flush().before()) {
            flush.run(context, context);
        }
        return next > limit && compacted();
    }

    /** After a refusal: whether it is worth to ask again. */
    public boolean after(Fault fault) {
        return FaultKind.of(fault) == FaultKind.OVERFLOW && run.narrator().shown().isEmpty() && compacted();
    }

    private boolean compacted() {
        if (tried) {
            return false;
        }
        tried = true;
        Compactor compactor = new Compactor(rooms, Optional.of(run.id()));
        run.narrator().compacting(Stage.START);
        boolean done = false;
        try (Registration bound = run.token().onCancel(() -> compactor.cancel(run.session(), run.token().reason()))) {
            done = compactor.summarize(run.session(), "", token -> flush).compacted();
        } catch (Fault failed) {
            LOG.warn("the conversation {} could not be compacted: {}", run.session(), failed.getMessage());
        } finally {
            run.narrator().compacting(done ? Stage.DONE : Stage.FAILED);
        }
        return done;
    }
}
