package dev.chela.core.access.internal;

import dev.chela.core.access.Access;
import dev.chela.core.inbox.Intake.Input;
import java.util.Set;
import org.osgi.service.component.annotations.Component;

/**
 * Whoever got past the gateway's authentication is the owner: the page, the command line, a program with the token. Channels
 * decide by their allow list before an input is understood.
 */
@Component
public final class OwnerOnly implements Access {
    private static final Set<String> AUTHENTICATED = Set.of("chat", "agent", "console");

    @Override
    public Verdict judge(Input input) {
        if (AUTHENTICATED.contains(input.source()) || input.source().startsWith("channel:")) {
            return Verdict.OWNER;
        }
        return Verdict.refused("nothing vouches for the source '" + input.source() + "'");
    }
}
