package dev.chela.core.turn.internal.lane;

import dev.chela.api.id.RunId;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.session.Runs.Settled;
import dev.chela.core.session.Runs.State;
import dev.chela.core.store.Step;
import dev.chela.core.turn.Consequences;
import dev.chela.core.turn.Turns.Ended;
import dev.chela.core.turn.internal.run.Rooms;
import dev.chela.core.turn.internal.run.RunBook;
import java.util.List;
import java.util.Optional;

/** Ends of messages that waited for a run and got none: each is one commit, then one announcement. */
final class Withdrawals {
    private final Rooms rooms;
    private final RunBook book;

    Withdrawals(Rooms rooms, RunBook book) {
        this.rooms = rooms;
        this.book = book;
    }

    /** Somebody wanted it back. */
    void takeBack(Input input, String why) {
        end(Step.named("withdraw"), input, settled(input, State.ABORTED, ""), why);
    }

    /** It gave way to newer ones; whoever wrote it is told so. */
    void drop(Input input, int cap) {
        String why = "This message was dropped unanswered: " + cap + " newer ones are waiting.";
        Settled end = settled(input, State.ERROR, why);
        Step.Builder step = Step.named("drop");
        rooms.post().reply(step, end.run(), rooms.sessions().outward(rooms.sessions().open(end.session()), input.origin()), why);
        end(step, input, end, "error");
    }

    private Settled settled(Input input, State state, String error) {
        return new Settled(new RunId(input.id()), input.said().session(), state, "", error, error.isEmpty() ? "" : "unknown",
                input.receivedAt(), rooms.clock().now().toEpochMilli());
    }

    private void end(Step.Builder step, Input input, Settled settled, String stopReason) {
        rooms.intake().close(step, input.id(), Intake.State.REFUSED);
        RunBook.record(step, settled, stopReason);
        rooms.consequences().ended(step, new Consequences.Ending(input, settled, stopReason, rooms.sessions().open(settled.session())));
        rooms.ledger().commit(step.build());
        book.announce(new Ended(settled, Optional.empty(), stopReason, List.of()));
    }
}
