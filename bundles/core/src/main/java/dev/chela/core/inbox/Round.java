package dev.chela.core.inbox;

import dev.chela.core.usage.BudgetConfig.Amount;
import java.util.Set;

/**
 * A look after things that nobody waits for. When it finds nothing to tell, the conversation goes on as if it had never been; nobody
 * speaks into it, and what it says is shown when it is whole.
 *
 * @param slack how many letters may stand beside the word by which a model says that it found nothing
 * @param without what the model is not shown
 * @param cap what it may cost; what is not said there is no limit
 * @param key of the configuration that says the cap
 */
public record Round(int slack, Set<Part> without, Amount cap, String key) {
    /** No such look: a message like any other. */
    public static final Round NONE = new Round(-1, Set.of(), new Amount(null, null), "");

    public Round {
        without = Set.copyOf(without);
    }

    public enum Part {
        /** The files of the workspace. */
        FILES,
        /** What was said before. */
        TALK
    }

    public boolean exists() {
        return slack >= 0;
    }

    public boolean lacks(Part part) {
        return without.contains(part);
    }
}
