package dev.chela.api.net;

import java.io.IOException;

/**
 * The cause of a {@link dev.chela.api.fault.Transient} when no connection was made, so that nothing can have reached the server: whoever
 * must not send a thing twice may send it again.
 */
public final class NotSent extends IOException {
    public NotSent(String message) {
        super(message);
    }
}
