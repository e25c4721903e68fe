package dev.chela.gateway.internal.socket;

import dev.chela.api.task.Cancellation.Registration;
import dev.chela.gateway.internal.Limits;
import dev.chela.gateway.internal.auth.Peer;
import java.time.Duration;
import java.util.UUID;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.CloseStatus;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * One WebSocket, from its upgrade to its end. Frames arrive on Jetty's threads, one at a time; nothing here blocks them. Until the
 * handshake has been answered no further frame is asked for, so that nothing can pile up behind it.
 */
public final class Connection implements FrameHandler {
    private final Desk desk;
    private final Peer peer;
    private final String id = UUID.randomUUID().toString();
    private final String nonce = UUID.randomUUID().toString();
    private final Inbound inbound = new Inbound();
    private final Allowance allowance = new Allowance();
    private volatile @Nullable CoreSession core;
    private volatile @Nullable JettyWire wire;
    private volatile @Nullable SendQueue out;
    private volatile @Nullable Session session;
    private volatile @Nullable Registration alarm;
    private volatile boolean awaitingPong;
    private volatile boolean gone;
    private boolean closing;

    public Connection(Desk desk, Peer peer) {
        this.desk = desk;
        this.peer = peer;
    }

    @Override
    public void onOpen(CoreSession opened, Callback callback) {
        opened.setIdleTimeout(Duration.ZERO);
        core = opened;
        wire = new JettyWire(opened);
        out = new SendQueue(wire, this::closing);
        desk.arrived(this);
        alarm = desk.clock().after(Limits.HANDSHAKE, () -> out.closeUngreeted(CloseStatus.NORMAL, "handshake timeout"));
        out.send(desk.handshake().challenge(nonce));
        callback.succeeded();
        opened.demand();
    }

    @Override
    public void onFrame(Frame frame, Callback callback) {
        boolean next = true;
        switch (frame.getOpCode()) {
            case OpCode.PING -> wire.pong(copy(frame));
            case OpCode.PONG -> awaitingPong = false;
            case OpCode.CLOSE -> next = false;
            default -> next = data(frame);
        }
        callback.succeeded();
        if (next) {
            core.demand();
        }
    }

    private static java.nio.ByteBuffer copy(Frame frame) {
        byte[] bytes = new byte[frame.getPayloadLength()];
        frame.getPayload().get(bytes);
        return java.nio.ByteBuffer.wrap(bytes);
    }

    /** Whether the next frame may come. */
    private boolean data(Frame frame) {
        awaitingPong = false;
        boolean known = session != null;
        if (!inbound.add(frame.getPayload(), known ? Limits.FRAME : Limits.PRE_AUTH_FRAME)) {
            return skip(frame, known);
        }
        if (!frame.isFin()) {
            return true;
        }
        byte[] text = inbound.take();
        if (known) {
            request(text);
            return true;
        }
        shakeHands(text);
        return false;
    }

    /**
     * Reads a message that is too large to its end before closing, within bounds: a socket that is closed with bytes unread is
     * reset, and the client would never learn why.
     */
    private boolean skip(Frame frame, boolean known) {
        if (!frame.isFin() && inbound.skipped() < (known ? Limits.SKIPPED : Limits.PRE_AUTH_SKIPPED)) {
            return true;
        }
        out.close(CloseStatus.MESSAGE_TOO_LARGE, known
                ? "frame larger than " + Limits.FRAME + " bytes" : "preauth payload too large");
        return false;
    }

    private void shakeHands(byte[] text) {
        boolean started = desk.workers().start(() -> {
            session = desk.handshake().first(text, id, nonce, peer, out).orElse(null);
            if (session == null) {
                return;
            }
            greeted();
            if (gone) {
                desk.hub().remove(session);
            } else {
                core.demand();
            }
        });
        if (!started) {
            out.close(CloseStatus.TRY_AGAIN_LATER, "gateway busy");
        }
    }

    private void request(byte[] text) {
        Session asking = session;
        if (!allowance.take(text.length)) {
            desk.dispatcher().refuseUnread(text, asking);
            return;
        }
        boolean started = desk.workers().start(() -> {
            try {
                asking.serve(() -> desk.dispatcher().handle(text, asking));
            } finally {
                allowance.giveBack(text.length);
            }
        });
        if (!started) {
            allowance.giveBack(text.length);
            desk.dispatcher().refuseUnread(text, asking);
        }
    }

    /** From now on only the limit holds to how long that takes: a greeting that comes late must not lift it. */
    private synchronized void closing() {
        closing = true;
        ring();
        alarm = desk.clock().after(Limits.CLOSE, wire::cut);
    }

    private synchronized void greeted() {
        if (!closing) {
            ring();
        }
    }

    private void ring() {
        Registration set = alarm;
        if (set != null) {
            set.close();
        }
    }

    /** Cuts a peer that did not answer the last ping, and sends the next one to all others. */
    void ping() {
        if (awaitingPong) {
            wire.cut();
        } else {
            awaitingPong = true;
            wire.ping();
        }
    }

    void close(int code, String reason) {
        out.close(code, reason);
    }

    @Override
    public void onError(Throwable cause, Callback callback) {
        callback.succeeded();
    }

    @Override
    public void onClosed(CloseStatus status, Callback callback) {
        gone = true;
        ring();
        out.discard();
        desk.left(this);
        Session known = session;
        if (known != null) {
            desk.hub().remove(known);
        }
        callback.succeeded();
    }
}
