package dev.chela.api.command;

import dev.chela.api.id.SessionKey;
import org.osgi.annotation.versioning.ProviderType;

/** One use of a command. */
@ProviderType
public interface CommandCall {
    /** Names this very order: when the gateway stops during one, it is given again under the same id. */
    String id();

    SessionKey session();

    /** What followed the command's name, trimmed. */
    String args();

    /** The channel that it came over; empty for none. */
    String channel();

    /** The platform's own id of whoever wrote it; empty when it came over no channel. */
    String sender();

    /** Whether the person may do what only the owner may. */
    boolean owner();
}
