package dev.chela.core.approval;

import java.util.List;

/** The commands that people allowed for good. */
public interface Allowlist {
    /** Oldest first. */
    List<Rule> rules();

    /** Takes them back, in one commit: from then on a person is asked again. */
    void forget(List<Rule> rules);

    /**
     * @param id of this rule; the same as long as there is the same
     * @param directory where it may run; empty for the agent's own
     * @param since milliseconds since 1970
     */
    record Rule(String id, String agent, String binding, String command, String directory, long since) {}
}
