package dev.chela.api.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Map;

/** What goes back. */
public sealed interface Reply {
    record Full(int status, Map<String, String> headers, byte[] body) implements Reply {}

    /** Written as it comes; stops with an IOException when the client goes. */
    record Streamed(int status, Map<String, String> headers, Body to) implements Reply {}

    @FunctionalInterface
    interface Body {
        void write(OutputStream to) throws IOException;
    }
}
