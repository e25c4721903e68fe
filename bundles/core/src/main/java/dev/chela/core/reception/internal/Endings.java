package dev.chela.core.reception.internal;

import dev.chela.api.id.RunId;
import dev.chela.api.task.Clock;
import dev.chela.core.access.Pairings;
import dev.chela.core.channel.Channels;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.outbox.Post;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.Runs;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import dev.chela.core.turn.Turns;
import java.util.List;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends of inputs that never become a run: each is one commit, and whoever may know is told. */
public final class Endings {
    private static final Logger LOG = LoggerFactory.getLogger(Endings.class);

    private final Ledger ledger;
    private final Intake intake;
    private final Channels channels;
    private final Pairings pairings;
    private final Post post;
    private final Turns turns;
    private final Overheard overheard;
    private final Clock clock;

    public Endings(Ledger ledger, Intake intake, Channels channels, Pairings pairings, Post post, Turns turns, Overheard overheard, Clock clock) {
        this.overheard = overheard;
        this.ledger = ledger;
        this.intake = intake;
        this.channels = channels;
        this.pairings = pairings;
        this.post = post;
        this.turns = turns;
        this.clock = clock;
    }

    /** For somebody who may not talk to the house. A stranger on a channel hears nothing, so that nobody can make it talk. */
    public void turnAway(Input input, String why) {
        Optional<ReturnAddress> stranger = ReturnAddress.read(input.origin());
        if (stranger.isEmpty()) {
            end(input, why, Optional.empty());
            return;
        }
        Step.Builder step = Step.named("refuse");
        intake.close(step, input.id(), Intake.State.REFUSED);
        ledger.commit(step.build());
        note(stranger.get(), why);
    }

    /** For somebody unknown, who is told once how the owner lets people in. */
    public void invite(Input input, String why) {
        ReturnAddress stranger = ReturnAddress.read(input.origin()).orElseThrow();
        pairings.ask(stranger, (step, fresh) -> {
            intake.close(step, input.id(), Intake.State.REFUSED);
            fresh.ifPresent(asked -> post.reply(step, new RunId("invite:" + asked.id()), input.origin(), asked.invitation()));
        });
        note(stranger, why);
    }

    /** For what people said to each other. */
    public void passOver(Input input) {
        Step.Builder step = Step.named("pass over");
        overheard.remember(step, input);
        intake.close(step, input.id(), Intake.State.SETTLED);
        ledger.commit(step.build());
    }

    private void note(ReturnAddress stranger, String why) {
        if (channels.refused(stranger.channel(), stranger.account(), stranger.sender())) {
            LOG.info("{}/{}: {}", stranger.channel(), stranger.account(), why);
        }
    }

    /** For somebody who may talk, but not now. */
    public void refuse(Input input, String why) {
        end(input, why, Optional.of(why));
    }

    /** Somebody of the house does not want it heard. Over a channel nobody is told: it may be what nobody should know. */
    public void stop(Input input, String why) {
        end(input, why, Optional.empty());
    }

    private void end(Input input, String why, Optional<String> reply) {
        LOG.info("refused an input from {}: {}", input.source(), why);
        Runs.Settled end = new Runs.Settled(new RunId(input.id()), input.said().session(), Runs.State.ERROR, "", why, "",
                input.receivedAt(), clock.now().toEpochMilli());
        Step.Builder step = Step.named("refuse");
        intake.close(step, input.id(), Intake.State.REFUSED);
        turns.record(step, end, "error");
        reply.ifPresent(text -> post.reply(step, end.run(), input.origin(), text));
        ledger.commit(step.build());
        turns.announce(new Turns.Ended(end, Optional.empty(), "error", List.of()));
    }
}
