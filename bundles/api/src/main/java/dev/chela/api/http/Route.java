package dev.chela.api.http;

import java.time.Duration;
import java.util.Set;

/**
 * @param path absolute; one that ends in {@code /*} takes everything below
 * @param maxBody bytes; a larger body is answered 413
 * @param timeout for the handler; after it the answer is 503
 */
public record Route(Set<String> methods, String path, Access access, long maxBody, Duration timeout) {
    public enum Access {
        /** Anyone who can reach the port. */
        PUBLIC,
        /** {@code Authorization: Bearer} with the gateway's token or password. */
        GATEWAY_TOKEN,
        /** As {@link #GATEWAY_TOKEN}, or with the token of a paired device that may read: for what pages show. */
        READER
    }
}
