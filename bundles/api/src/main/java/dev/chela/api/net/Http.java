package dev.chela.api.net;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
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

    /**
     * Sends a form (multipart/form-data, RFC 7578) and reads the whole answer, as {@link #send(Call, long)}. What its parts hold is opened
     * before anything is sent, read while it is sent, and closed in any case.
     *
     * @param call without a body; its deadline holds for the sending as well
     * @throws dev.chela.api.fault.Permanent also when a part cannot be opened: nothing was sent then
     */
    Answer send(Call call, List<Part> form, long maxBytes);

    /** Sends a request and hands over the answer's body as it arrives; the caller closes it. */
    Streaming open(Call call);

    /**
     * Opens a WebSocket to an address that the owner named, or a platform that he named.
     *
     * @param uri {@code ws} or {@code wss}
     * @param timeout of the opening, and of each message that is sent
     * @param longest how many characters a message may have that is received; a longer one ends the line
     * @throws dev.chela.api.fault.Transient for a connection that failed, a deadline that passed, or an answer that is no WebSocket
     * @throws dev.chela.api.fault.Permanent for a malformed address, and on the way that {@link #outside} gives: it leads to no WebSocket
     */
    WebSocket connect(URI uri, Duration timeout, int longest);

    /**
     * A way to addresses that come from outside: a link in a message, one that a program names. {@code http} and {@code https} only, and
     * only to the public internet: the name is resolved once, every address that it has is judged, and the connection goes to one of
     * those, so that a name which changes its mind leads nowhere else. No redirect is followed here either: where it leads is
     * another address from outside. The whole exchange ends after five minutes at the latest.
     *
     * <p>Besides the faults of {@link #send} both calls throw {@link dev.chela.api.fault.Denied} for an address that is not public.
     *
     * @param trusted hosts that the owner named himself, as {@code name} or {@code name:port}: these may stand within the house
     */
    Http outside(Set<String> trusted);

    /**
     * @param timeout to the first byte of the answer's body, and between any two reads of it; of an answer that is read whole also for all of
     *     it, and a second more for each ten thousand bytes
     */
    record Call(String method, URI uri, Map<String, List<String>> headers, byte[] body, Duration timeout) {}

    /**
     * One field of a form.
     *
     * @param fileName empty for a plain value
     * @param bytes exactly how many there are
     */
    record Part(String name, String fileName, String mimeType, long bytes, Content content) {
        public static Part field(String name, String value) {
            byte[] text = value.getBytes(StandardCharsets.UTF_8);
            return new Part(name, "", "", text.length, () -> new java.io.ByteArrayInputStream(text));
        }
    }

    /** Where the bytes of a part come from. */
    @FunctionalInterface
    interface Content {
        InputStream open() throws IOException;
    }

    /** Header names are lower case. */
    record Answer(int status, Map<String, List<String>> headers, byte[] body) {}

    /** As {@link Answer}, with a body still to come. */
    record Streaming(int status, Map<String, List<String>> headers, InputStream body) implements AutoCloseable {
        @Override
        public void close() throws IOException {
            body.close();
        }
    }
}
