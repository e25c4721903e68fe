package dev.chela.core.secret;

import dev.chela.api.config.Secret;

/** Fetches secrets that the configuration only refers to. */
public interface Secrets {
    /**
     * The value now; it is made known to the {@link Redactor} first.
     *
     * @throws dev.chela.api.fault.Permanent when there is no such value; the message says what to set, never a value
     * @throws dev.chela.api.fault.Denied when a file can be read by other users
     */
    Secret resolve(SecretRef ref);
}
