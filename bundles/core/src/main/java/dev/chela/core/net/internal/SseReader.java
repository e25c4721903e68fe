package dev.chela.core.net.internal;

import dev.chela.api.fault.Transient;
import dev.langchain4j.http.client.sse.ServerSentEvent;
import dev.langchain4j.http.client.sse.ServerSentEventContext;
import dev.langchain4j.http.client.sse.ServerSentEventListener;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Reads server-sent events (WHATWG HTML, 9.2.6) straight from the bytes. Only {@code event} and {@code data} fields are kept; an event
 * that the stream's end cuts off is dropped, as the standard says.
 */
final class SseReader {
    private static final int LONGEST_EVENT = 8 * 1024 * 1024;

    private final InputStream in;
    private final byte[] buffer = new byte[8192];
    private byte[] line = new byte[1024];
    private int length;
    private int next;
    private int end;
    private @Nullable String event;
    private @Nullable StringBuilder data;

    SseReader(InputStream in) {
        this.in = in;
    }

    /** Feeds the listener until the stream ends or the handle is cancelled. */
    void feed(ServerSentEventListener listener, ServerSentEventContext context) throws IOException {
        while (!context.parsingHandle().isCancelled() && readLine()) {
            if (length > 0) {
                field();
            } else if (data != null) {
                ServerSentEvent complete = new ServerSentEvent(event, data.toString());
                event = null;
                data = null;
                listener.onEvent(complete, context);
            } else {
                event = null;
            }
        }
    }

    private void field() throws IOException {
        int colon = 0;
        while (colon < length && line[colon] != ':') {
            colon++;
        }
        int from = colon + 1 < length && line[colon + 1] == ' ' ? colon + 2 : Math.min(colon + 1, length);
        if (is("data", colon)) {
            append(new String(line, from, length - from, StandardCharsets.UTF_8));
        } else if (is("event", colon)) {
            event = new String(line, from, length - from, StandardCharsets.UTF_8);
        }
    }

    private void append(String text) throws IOException {
        if (data == null) {
            data = new StringBuilder(text);
        } else {
            data.append('\n').append(text);
        }
        bound(data.length());
    }

    private boolean is(String name, int colon) {
        boolean same = name.length() == colon;
        for (int i = 0; same && i < colon; i++) {
            same = line[i] == name.charAt(i);
        }
        return same;
    }

    /** Fills {@link #line} up to a CR, LF or both. False at the stream's end, also within a line. */
    private boolean readLine() throws IOException {
        length = 0;
        while (true) {
            if (next == end && !refill()) {
                return false;
            }
            int stop = next;
            while (stop < end && buffer[stop] != '\n' && buffer[stop] != '\r') {
                stop++;
            }
            copy(stop - next);
            next = stop;
            if (stop < end) {
                return lineEnd();
            }
        }
    }

    private boolean lineEnd() throws IOException {
        boolean carriage = buffer[next++] == '\r';
        // Most servers end a line with LF alone; after a CR the next byte tells whether an LF belongs to it.
        if (carriage && (next < end || refill()) && buffer[next] == '\n') {
            next++;
        }
        return true;
    }

    private void copy(int count) throws IOException {
        if (length + count > line.length) {
            bound(length + count);
            line = Arrays.copyOf(line, Math.max(line.length * 2, length + count));
        }
        System.arraycopy(buffer, next, line, length, count);
        length += count;
    }

    private static void bound(int size) throws IOException {
        if (size > LONGEST_EVENT) {
            throw new BodyStream.Broken(new Transient("the server sent an event longer than 8 MB", Duration.ZERO));
        }
    }

    private boolean refill() throws IOException {
        next = 0;
        end = Math.max(0, in.read(buffer, 0, buffer.length));
        return end > 0;
    }
}
