package dev.chela.core.turn.internal.reply;

import dev.chela.api.event.AgentEvent.Phase;
import dev.chela.api.id.ModelRef;
import dev.chela.core.model.Models;
import dev.chela.core.turn.internal.run.ActiveRun;
import java.time.Duration;

/** Passes on what a model says, as it says it. */
public record Telling(ActiveRun run, Blocks blocks, Preview preview) implements Models.Listener {
    @Override
    public void asking(ModelRef model) {
        run.model(model);
        run.narrator().phase(Phase.MODEL, model.toString());
    }

    @Override
    public void text(String delta) {
        if (!run.isRound()) { // It may turn out to be nothing.
            run.narrator().text(delta);
        }
        blocks.text(delta);
        preview.text(delta);
    }

    @Override
    public void thinking(String delta) {
        run.narrator().thinking(delta);
    }

    @Override
    public void retrying(String why, Duration after) {
        run.narrator().phase(Phase.MODEL, "retrying in " + after.toMillis() + " ms: " + why);
    }
}
