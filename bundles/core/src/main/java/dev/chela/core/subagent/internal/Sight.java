package dev.chela.core.subagent.internal;

import dev.chela.api.id.SessionKey;
import dev.chela.core.access.Standing;
import dev.chela.core.sandbox.Sandboxes;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.subagent.internal.TalkConfig.Visibility;
import java.util.Optional;

/** Which conversations another one may see. */
final class Sight {
    private final Sessions sessions;
    private final Sandboxes sandboxes;

    Sight(Sessions sessions, Sandboxes sandboxes) {
        this.sessions = sessions;
        this.sandboxes = sandboxes;
    }

    /**
     * @param self who looks
     * @param standing in whose name: somebody who is not the owner sees nobody else's conversations, whatever is configured
     * @return why the other one is not seen; empty when it is
     */
    Optional<String> objection(SessionKey self, Standing standing, Session other, TalkConfig config) {
        if (other.key().equals(self)) {
            return Optional.empty();
        }
        boolean below = descends(other, self);
        if (sandboxes.demanded(self.agent(), self) || !standing.behalf().owner()) {
            return below ? Optional.empty() : Optional.of("who works for others than the owner, or in a sandbox, sees only what it set to work itself");
        }
        boolean seen = switch (config.visibility()) {
            case SELF -> false;
            case TREE -> below;
            case AGENT -> below || other.key().agent().equals(self.agent());
            case ALL -> below || config.lets(self.agent(), other.key().agent());
        };
        return seen ? Optional.empty() : Optional.of(config.visibility() == Visibility.ALL
                ? "tools.agentToAgent keeps agents \"" + self.agent() + "\" and \"" + other.key().agent() + "\" apart"
                : "tools.sessions.visibility is \"" + Wording.word(config.visibility()) + "\"");
    }

    private boolean descends(Session other, SessionKey from) {
        Optional<Session> above = Optional.of(other);
        while (above.isPresent() && above.get().source().isSpawned()) {
            SessionKey parent = new SessionKey(above.get().source().spawnedBy());
            if (parent.equals(from)) {
                return true;
            }
            above = sessions.find(parent);
        }
        return false;
    }
}
