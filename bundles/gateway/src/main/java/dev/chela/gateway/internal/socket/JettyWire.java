package dev.chela.gateway.internal.socket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;

/** A WebSocket of Jetty's. */
final class JettyWire implements Wire {
    /** The protocol allows 125 bytes in a close frame, two of them for the code. */
    private static final int REASON_BYTES = 123;

    private final CoreSession session;

    JettyWire(CoreSession session) {
        this.session = session;
    }

    @Override
    public void send(byte[] text, Consumer<Boolean> done) {
        session.sendFrame(new Frame(OpCode.TEXT, true, ByteBuffer.wrap(text)),
                Callback.from(() -> done.accept(true), failure -> done.accept(false)), false);
    }

    @Override
    public void ping() {
        session.sendFrame(new Frame(OpCode.PING, true, ByteBuffer.allocate(0)), Callback.NOOP, false);
    }

    void pong(ByteBuffer payload) {
        session.sendFrame(new Frame(OpCode.PONG, true, payload), Callback.NOOP, false);
    }

    @Override
    public void close(int code, String reason) {
        session.close(code, cut(reason), Callback.NOOP);
    }

    @Override
    public void cut() {
        session.abort();
    }

    private static String cut(String reason) {
        String shorter = reason;
        while (shorter.getBytes(StandardCharsets.UTF_8).length > REASON_BYTES) {
            shorter = shorter.substring(0, shorter.length() - 1);
        }
        return shorter;
    }
}
