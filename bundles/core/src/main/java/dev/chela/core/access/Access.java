package dev.chela.core.access;

import dev.chela.core.agent.Agent;
import dev.chela.core.inbox.Input;

/** Judges inputs. */
public interface Access {
    Verdict judge(Input input);

    /** Whether the owner said it. */
    boolean owns(Input input);

    /** Whether a text names an agent, by what is configured or by its name. */
    boolean speaksTo(Agent agent, String text);

    /** What may be done with an input. */
    sealed interface Verdict {}

    /**
     * @param owner whether it may do what only the owner may
     * @param orders whether its commands are obeyed; elsewhere they are words like any others
     * @param spoken whether the assistant was spoken to: what people say to each other in a group is none of its business
     */
    record Admitted(boolean owner, boolean orders, boolean spoken) implements Verdict {
        public static final Admitted OWNER = new Admitted(true, true, true);
    }

    /** @param why for the owner */
    record Refused(String why) implements Verdict {}

    /** Somebody nobody knows, who may ask to be let in: see {@link Pairings}. @param why for the owner */
    record Unknown(String why) implements Verdict {}
}
