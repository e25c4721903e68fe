package dev.chela.core.turn.internal.lane;

import dev.chela.api.fault.Defect;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.id.RunId;
import dev.chela.core.agent.Agent;
import dev.chela.core.inbox.Input;
import dev.chela.core.session.Runs.Settled;
import dev.chela.core.turn.internal.loop.Settlement;
import dev.chela.core.turn.internal.loop.Turn;
import dev.chela.core.turn.internal.run.ActiveRun;
import dev.chela.core.turn.internal.run.Gate;
import dev.chela.core.turn.internal.run.Narrator;
import dev.chela.core.turn.internal.run.Rooms;
import dev.chela.core.turn.internal.run.RunBook;
import dev.chela.core.turn.internal.run.RunRows;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One input's turn in its lane, and what becomes of the input whatever goes wrong in it. */
final class InputTurn {
    private static final Logger LOG = LoggerFactory.getLogger(InputTurn.class);
    private static final int ATTEMPTS = 3;

    private final Rooms rooms;
    private final RunBook book;
    private final Gate gate;

    InputTurn(Rooms rooms, RunBook book, Gate gate) {
        this.rooms = rooms;
        this.book = book;
        this.gate = gate;
    }

    /** @throws Transient when the disk takes nothing: then nothing is settled, and the same turn goes on later as after a crash */
    void take(Lane lane, Input input) {
        RunId id = new RunId(input.id());
        Optional<RunRows.Kept> earlier = rooms.rows().find(id);
        List<String> taken = earlier.isPresent() ? rooms.intake().takenBy(id) : List.of();
        ActiveRun run = new ActiveRun(input, earlier.isPresent(), taken, Narrator.of(rooms, input), rooms.clock().now().toEpochMilli());
        if (!lane.begin(run)) {
            return;
        }
        try {
            boolean hopeless = earlier.filter(kept -> kept.attempt() >= ATTEMPTS).isPresent();
            Settlement settlement = new Settlement(rooms, run);
            Optional<Settled> end = hopeless ? Optional.of(settlement.failed(tooOften())) : guarded(run, settlement);
            end.ifPresent(settled -> book.settle(run, settled));
        } catch (Transient noRoom) {
            lane.clear();
            lane.putBack(input);
            throw noRoom;
        } catch (Exception fault) {
            LOG.error("run {} of {} could not be settled; it is taken up again at the next start", run.id(), run.session(), fault);
        } finally {
            lane.clear();
        }
    }

    private Optional<Settled> guarded(ActiveRun run, Settlement settlement) {
        Agent agent;
        try {
            agent = rooms.agents().get(run.session().agent());
        } catch (Permanent removed) {
            return Optional.of(settlement.failed(removed));
        }
        try {
            return new Turn(rooms, run, agent, settlement, gate).run();
        } catch (Transient unsettled) {
            throw unsettled;
        } catch (RuntimeException | LinkageError | StackOverflowError defect) {
            LOG.error("run {} of {} failed by a defect of ours", run.id(), run.session(), defect);
            return Optional.of(settlement.failed(new Defect("An internal error ended this run: " + defect, defect)));
        }
    }

    private static Permanent tooOften() {
        return new Permanent("The gateway stopped " + ATTEMPTS + " times while it worked on this; it was not tried again.");
    }
}
