package dev.chela.core.turn.internal.reply;

import dev.chela.api.id.RunId;
import dev.chela.core.session.Session;
import dev.chela.core.store.Step;
import dev.chela.core.turn.internal.run.ActiveRun;
import dev.chela.core.turn.internal.run.Rooms;
import dev.chela.core.turn.internal.settings.OutgoingStyle.Early;
import java.util.Optional;

/**
 * Sends what a model says block by block, where the channel is to have it so: each block is a commit of its own before the answer is
 * recorded. A run that a stop interrupts in between answers anew, so that the person may read its beginning twice.
 */
public final class Blocks implements AutoCloseable {
    private final Rooms rooms;
    private final ActiveRun run;
    private final Reply reply;
    private final int answer;
    private final Optional<BlockCutter> cutter;
    private final Optional<Gathering> gathering;
    private int sent;

    /** @param answer the number of the answer that begins */
    public Blocks(Rooms rooms, ActiveRun run, int answer) {
        this.rooms = rooms;
        this.run = run;
        this.answer = answer;
        this.reply = new Reply(rooms, run);
        this.cutter = rooms.settings().outgoing().early(run.input().origin()) == Early.BLOCKS && rooms.settings().blocks().early()
                ? Optional.of(new BlockCutter(rooms.settings().blocks().minChars(), rooms.settings().blocks().maxChars())) : Optional.empty();
        this.gathering = cutter.flatMap(cutting -> rooms.settings().blocks().coalesce())
                .map(settings -> new Gathering(settings, rooms.clock(), idle -> rooms.tasks().start("block", idle), this::send));
        run.sent("");
    }

    void text(String delta) {
        cutter.ifPresent(cutting -> {
            cutting.add(delta);
            for (Optional<String> block = cutting.next(); block.isPresent(); block = cutting.next()) {
                leave(block.get());
            }
        });
    }

    private void leave(String block) {
        gathering.ifPresentOrElse(all -> all.add(block), () -> send(block));
    }

    /** Nothing leaves by itself any more: what has not is the answer's. */
    @Override
    public void close() {
        gathering.ifPresent(Gathering::close);
    }

    private void send(String block) {
        Session session = rooms.sessions().open(run.session());
        Step.Builder step = Step.named("block");
        sent++;
        try (Enclosed files = reply.files(session, block)) {
            reply.block(step, new RunId("block:" + run.id() + ":" + answer + ":" + rooms.boot() + ":" + sent), session, block, files);
            rooms.ledger().commit(step.build());
        }
        run.sent(run.sent() + block);
    }
}
