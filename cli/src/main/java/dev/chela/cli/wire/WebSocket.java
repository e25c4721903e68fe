package dev.chela.cli.wire;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;

/**
 * A WebSocket of text messages (RFC 6455), as little of it as this protocol needs. The JDK's own client takes longer to
 * load than a whole command may take.
 *
 * <p>One thread receives; any thread sends. A socket that stays silent for longer than {@link #limitSilence} fails the
 * receiver with a {@link java.net.SocketTimeoutException}.
 */
final class WebSocket implements Closeable {
    /** What the server's own limit for a frame is; more is a fault, not a message. */
    static final int MAX_MESSAGE = 64 * 1024 * 1024;

    private static final int CONTINUATION = 0;
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final SecureRandom random = new SecureRandom();
    private final Object writing = new Object();

    WebSocket(Socket socket, BufferedInputStream in) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(in);
        this.out = socket.getOutputStream();
    }

    /** The peer said goodbye. */
    static final class Closed extends EOFException {
        private final int code;

        Closed(int code, String reason) {
            super(reason);
            this.code = code;
        }

        int code() {
            return code;
        }
    }

    void limitSilence(Duration longest) throws IOException {
        socket.setSoTimeout((int) longest.toMillis());
    }

    void send(String message) throws IOException {
        write(TEXT, message.getBytes(StandardCharsets.UTF_8));
    }

    /** The next message. Throws {@link Closed} when there is none any more. */
    String receive() throws IOException {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        while (true) {
            int first = in.readUnsignedByte();
            byte[] payload = readPayload(message.size());
            int opcode = first & 0x0f;
            if (opcode >= CLOSE) {
                control(opcode, payload);
                continue;
            }
            if (opcode != TEXT && opcode != CONTINUATION) {
                throw new IOException("the gateway sent a frame of kind " + opcode + ", which is no text");
            }
            message.write(payload);
            if ((first & 0x80) != 0) {
                return message.toString(StandardCharsets.UTF_8);
            }
        }
    }

    private byte[] readPayload(int before) throws IOException {
        int second = in.readUnsignedByte();
        long length = second & 0x7f;
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        if ((second & 0x80) != 0 || length < 0 || length + before > MAX_MESSAGE) {
            throw new IOException("the gateway sent a frame that breaks the WebSocket rules");
        }
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        return payload;
    }

    private void control(int opcode, byte[] payload) throws IOException {
        if (opcode == PING) {
            write(PONG, payload);
        } else if (opcode == CLOSE) {
            throw closed(payload);
        }
    }

    private static Closed closed(byte[] payload) {
        if (payload.length < 2) {
            return new Closed(1005, "");
        }
        int code = ByteBuffer.wrap(payload).getShort() & 0xffff;
        return new Closed(code, new String(payload, 2, payload.length - 2, StandardCharsets.UTF_8));
    }

    private void write(int opcode, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream(payload.length + 14);
        frame.write(0x80 | opcode);
        writeLength(frame, payload.length);
        byte[] mask = new byte[4];
        synchronized (writing) {
            random.nextBytes(mask);
            frame.writeBytes(mask);
            for (int i = 0; i < payload.length; i++) {
                frame.write(payload[i] ^ mask[i & 3]);
            }
            frame.writeTo(out);
            out.flush();
        }
    }

    private static void writeLength(ByteArrayOutputStream frame, int length) {
        if (length < 126) {
            frame.write(0x80 | length);
        } else if (length < 65536) {
            frame.write(0x80 | 126);
            frame.writeBytes(ByteBuffer.allocate(2).putShort((short) length).array());
        } else {
            frame.write(0x80 | 127);
            frame.writeBytes(ByteBuffer.allocate(8).putLong(length).array());
        }
    }

    /** Says goodbye and ends; a goodbye that no longer arrives is no loss. */
    @Override
    public void close() throws IOException {
        try (socket) {
            write(CLOSE, new byte[0]);
        }
    }
}
