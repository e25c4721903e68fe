package dev.chela.core.turn.internal;

import dev.chela.api.id.RunId;
import dev.chela.core.session.Session;
import dev.chela.core.store.Step;
import java.util.Optional;

/**
 * Sends what a model says block by block, where the channel is to have it so: each block is a commit of its own before the answer is
 * recorded. A run that a stop interrupts in between answers anew, so that the person may read its beginning twice.
 */
final class Blocks {
    private final Rooms rooms;
    private final ActiveRun run;
    private final Reply reply;
    private final int answer;
    private final Optional<BlockCutter> cutter;
    private int sent;

    /** @param answer the number of the answer that begins */
    Blocks(Rooms rooms, ActiveRun run, int answer) {
        this.rooms = rooms;
        this.run = run;
        this.answer = answer;
        this.reply = new Reply(rooms, run);
        this.cutter = rooms.settings().outgoing().sendsBlocks(run) && rooms.settings().blocks().early()
                ? Optional.of(rooms.settings().blocks().cutter()) : Optional.empty();
        run.sent("");
    }

    void text(String delta) {
        cutter.ifPresent(cutting -> {
            cutting.add(delta);
            for (Optional<String> block = cutting.next(); block.isPresent(); block = cutting.next()) {
                send(block.get());
            }
        });
    }

    private void send(String block) {
        Session session = rooms.sessions().open(run.session());
        Step.Builder step = Step.named("block");
        sent++;
        reply.block(step, new RunId("block:" + run.id() + ":" + answer + ":" + rooms.boot() + ":" + sent), session, block);
        rooms.ledger().commit(step.build());
        run.sent(run.sent() + block);
    }
}
