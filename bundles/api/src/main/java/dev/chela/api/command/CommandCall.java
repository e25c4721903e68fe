package dev.chela.api.command;

import dev.chela.api.id.SessionKey;
import org.osgi.annotation.versioning.ProviderType;

/** One use of a command. */
@ProviderType
public interface CommandCall {
    SessionKey session();

    /** What followed the command's name, trimmed. */
    String args();

    /** Whether the person may do what only the owner may. */
    boolean owner();
}
