package dev.chela.gateway.internal.socket;

import java.util.function.Consumer;

/** The raw connection below: sends one message or one control frame at a time. */
interface Wire {
    /** @param done given whether it was written; called once, on any thread */
    void send(byte[] text, Consumer<Boolean> done);

    void ping();

    /** Sends the close frame behind what was sent before. */
    void close(int code, String reason);

    /** Cuts the connection without a word. */
    void cut();
}
