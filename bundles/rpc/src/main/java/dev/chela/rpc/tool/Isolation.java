package dev.chela.rpc.tool;

import dev.chela.api.id.SessionKey;
import dev.chela.core.agent.Agents;
import dev.chela.core.approval.Elevation;
import dev.chela.core.sandbox.Bubblewrap;
import dev.chela.core.sandbox.Sandboxes;
import dev.chela.rpc.tool.EffectiveTools.Notice;
import java.util.Optional;

/** Says of a conversation that may run commands what these can reach. */
record Isolation(Agents agents, Sandboxes sandboxes, Bubblewrap bubblewrap, Elevation elevation) {
    static final String ID = "isolation";

    /** Empty when its commands are in a sandbox that works, and stay there. */
    Optional<Notice> notice(SessionKey session) {
        if (sandboxes.demanded(session.agent(), session)) {
            return bubblewrap.trouble().map(why -> new Notice(ID, "warning", "every command of the agent '" + session.agent()
                    + "' in a sandbox is refused: " + why)).or(() -> leaving(session));
        }
        boolean alone = agents.list().size() == 1;
        return Optional.of(new Notice(ID, alone ? "info" : "warning", "commands of the agent '" + session.agent()
                + "' are not isolated: exec reads whatever this user can, other agents' files, sessions and secrets included"));
    }

    private Optional<Notice> leaving(SessionKey session) {
        return Optional.of(session.agent()).filter(elevation::isOpen).map(agent -> new Notice(ID, "warning", "commands of the agent '" + agent
                + "' are not isolated when somebody whom tools.elevated.allowFrom lists says /elevated: they run outside of their sandbox then; an empty list keeps them in"));
    }
}
