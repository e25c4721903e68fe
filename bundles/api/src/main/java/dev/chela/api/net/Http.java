package dev.chela.api.net;

import java.io.InputStream;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/** The host's HTTP client. Calls block; every one has a deadline, and ends when its caller's work is cancelled. */
@ProviderType
public interface Http {
    /**
     * Sends a request and reads the whole answer.
     *
     * @param maxBytes the answer's largest size; a longer one is refused
     * @throws dev.chela.api.fault.Transient for a connection that failed or a deadline that passed
     * @throws dev.chela.api.fault.Permanent for an answer that is too large or a malformed address
     */
    Answer send(Call call, long maxBytes);

    /** Sends a request and hands over the answer's body as it arrives; the caller closes it. */
    Streaming open(Call call);

    /** @param timeout to the first byte of the answer's body, and between any two reads of it */
    record Call(String method, URI uri, Map<String, List<String>> headers, byte[] body, Duration timeout) {}

    /** Header names are lower case. */
    record Answer(int status, Map<String, List<String>> headers, byte[] body) {}

    /** As {@link Answer}, with a body still to come. */
    record Streaming(int status, Map<String, List<String>> headers, InputStream body) implements AutoCloseable {
        @Override
        public void close() throws java.io.IOException {
            body.close();
        }
    }
}
