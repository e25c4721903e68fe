package dev.chela.core.turn.internal;

import dev.chela.api.event.AgentEvent.Stage;
import dev.chela.api.fault.Fault;
import dev.chela.api.task.Cancellation.Registration;
import dev.chela.core.model.FaultKind;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Compacts a conversation for the run that goes on in it, once: one that does not fit even then cannot be helped so. */
final class Shortening {
    private static final Logger LOG = LoggerFactory.getLogger(Shortening.class);
    private static final int MOST_RESERVED = 20_000;

    private final Rooms rooms;
    private final ActiveRun run;
    private boolean tried;

    Shortening(Rooms rooms, ActiveRun run) {
        this.rooms = rooms;
        this.run = run;
    }

    /** Before a question to a model that reads so many tokens, 0 when unknown: whether the conversation is another one now. */
    boolean before(int window) {
        long last = rooms.sessions().open(run.session()).last().contextTokens();
        return window > 0 && last > window - Math.min(MOST_RESERVED, window / 4) && compacted();
    }

    /** After a refusal: whether it is worth to ask again. */
    boolean after(Fault fault) {
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
            done = compactor.summarize(run.session(), "").compacted();
        } catch (Fault failed) {
            LOG.warn("the conversation {} could not be compacted: {}", run.session(), failed.getMessage());
        } finally {
            run.narrator().compacting(done ? Stage.DONE : Stage.FAILED);
        }
        return done;
    }
}
