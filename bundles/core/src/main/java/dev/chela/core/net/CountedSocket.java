package dev.chela.core.net;

import dev.chela.api.net.WebSocket;
import java.time.Duration;

/** A line whose messages are counted. */
record CountedSocket(WebSocket line, Passage passage) implements WebSocket {
    @Override
    public Frame receive() {
        Frame heard = line.receive();
        if (heard instanceof Frame.Said said) {
            passage.received(said.text());
        }
        return heard;
    }

    @Override
    public void send(String text) {
        passage.sent(text);
        line.send(text);
    }

    @Override
    public void ping() {
        line.ping();
    }

    @Override
    public Duration silence() {
        return line.silence();
    }

    @Override
    public void close(int code) {
        line.close(code);
    }
}
