package dev.chela.core.reception.internal;

import dev.chela.api.hook.Passage.Received;
import dev.chela.api.id.RunId;
import dev.chela.api.task.Cancellation;
import dev.chela.core.hook.Hooks;
import dev.chela.core.hook.Hooks.Outcome;
import dev.chela.core.hook.Hooks.Stopped;
import dev.chela.core.hook.Hooks.Through;
import dev.chela.core.inbox.Input;
import dev.chela.core.inbox.Intake;
import dev.chela.core.inbox.Said;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import dev.chela.core.task.CancelSource;
import dev.chela.core.task.Scope;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiConsumer;
import java.util.function.Consumer;

/**
 * Shows the hooks what was said, before anything is made of it. They may take long; without hooks nothing waits.
 */
public final class Threshold {
    private final Ledger ledger;
    private final Intake intake;
    private final Hooks hooks;
    private final BiConsumer<Input, String> refuse;
    /** What they made of something before the gateway stopped: to ask them of it again would be to change it twice. */
    private final Set<String> behind = ConcurrentHashMap.newKeySet();
    private final InOrder order;
    private final Cancellation never = new CancelSource();

    /** @param refuse ends an input that a hook stopped; told why, for people */
    public Threshold(Ledger ledger, Intake intake, Hooks hooks, Scope threads, BiConsumer<Input, String> refuse) {
        this.ledger = ledger;
        this.intake = intake;
        this.hooks = hooks;
        this.refuse = refuse;
        this.order = new InOrder(threads);
        behind.addAll(intake.reworded());
    }

    /** @param next takes the input as the hooks leave it */
    public void pass(Input input, Consumer<Input> next) {
        boolean asked = !behind.remove(input.id()) && hooks.at(Received.class);
        order.run(input.said().session(), asked, () -> {
            if (asked) {
                ask(input, next);
            } else {
                next.accept(input);
            }
        });
    }

    /** Something that no hook looks at. */
    public void follow(Input input, Runnable next) {
        order.run(input.said().session(), false, next);
    }

    private void ask(Input input, Consumer<Input> next) {
        Said said = input.said();
        Outcome<Received> outcome = hooks.pass(new Received(new RunId(input.id()), said.session(), input.source(), input.account(),
                ReturnAddress.read(input.origin()).map(ReturnAddress::sender).orElse(""), said.text()), never);
        if (outcome instanceof Stopped<Received> stopped) {
            refuse.accept(input, stopped.told());
        } else {
            next.accept(as(input, ((Through<Received>) outcome).as().text()));
        }
    }

    /** What it says from now on stands in its row. */
    private Input as(Input input, String text) {
        Said said = input.said();
        if (said.text().equals(text)) {
            return input;
        }
        Said other = new Said(said.session(), text, said.media(), said.model(), said.manner(), said.aside(), said.mandate());
        Step.Builder step = Step.named("hooked");
        intake.reword(step, input.id(), other, input.origin());
        ledger.commit(step.build());
        return new Input(input.id(), input.source(), input.account(), input.eventId(), other, input.origin(), input.receivedAt());
    }
}
