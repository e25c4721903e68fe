package dev.chela.testkit.socket;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One client that came in (RFC 6455, the server's side). One thread reads; any thread writes. */
public final class Visitor implements AutoCloseable {
    private static final Pattern KEY = Pattern.compile("(?i)sec-websocket-key: *(\\S+)");
    private static final int TEXT = 1;
    private static final int CLOSE = 8;
    private static final int PING = 9;
    private static final int PONG = 10;

    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;
    private final String head;
    private volatile int closedWith;
    private volatile boolean deaf;

    private Visitor(Socket socket, DataInputStream in, String head) throws IOException {
        this.socket = socket;
        this.in = in;
        this.out = socket.getOutputStream();
        this.head = head;
    }

    static Visitor greet(Socket socket) throws IOException {
        DataInputStream in = new DataInputStream(socket.getInputStream());
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        Matcher key = KEY.matcher(head);
        if (!key.find()) {
            socket.close();
            throw new IOException("no WebSocket: " + head);
        }
        Visitor visitor = new Visitor(socket, in, head.toString());
        visitor.out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                + accept(key.group(1)) + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        return visitor;
    }

    private static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1").digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every Java has SHA-1", impossible);
        }
    }

    /** What it asked for: path and query. */
    public String asked() {
        return head.substring(head.indexOf(' ') + 1, head.indexOf(" HTTP/"));
    }

    /** The code by which it took leave; 0 while it did not. */
    public int closedWith() {
        return closedWith;
    }

    /** @return empty when it took leave, or is gone */
    public Optional<String> receive() {
        ByteArrayOutputStream message = new ByteArrayOutputStream();
        try {
            while (true) {
                int first = in.readUnsignedByte();
                byte[] payload = payload();
                int opcode = first & 0x0f;
                if (opcode == CLOSE) {
                    closedWith = payload.length < 2 ? 1_005 : ByteBuffer.wrap(payload).getShort() & 0xffff;
                    return Optional.empty();
                }
                if (opcode == PING) {
                    pong(payload);
                } else if (opcode != PONG) {
                    message.writeBytes(payload);
                    if ((first & 0x80) != 0) {
                        return Optional.of(message.toString(StandardCharsets.UTF_8));
                    }
                }
            }
        } catch (IOException | UncheckedIOException gone) {
            return Optional.empty();
        }
    }

    private void pong(byte[] payload) {
        frame(PONG, payload, true);
    }

    /** From now on nothing is said, and no ping is answered: the line stands and nobody is there. */
    public void deafen() {
        deaf = true;
    }

    private byte[] payload() throws IOException {
        long length = in.readUnsignedByte() & 0x7f;
        length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes((int) length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i & 3];
        }
        return payload;
    }

    public void send(String text) {
        frame(TEXT, text.getBytes(StandardCharsets.UTF_8), true);
    }

    /** As {@link #send}, in two frames with a ping between them. */
    public void sendInPieces(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        int half = bytes.length / 2;
        frame(TEXT, ByteBuffer.allocate(half).put(bytes, 0, half).array(), false);
        frame(PING, new byte[0], true);
        frame(0, ByteBuffer.allocate(bytes.length - half).put(bytes, half, bytes.length - half).array(), true);
    }

    public void ping() {
        frame(PING, new byte[0], true);
    }

    public void close(int code, String reason) {
        byte[] words = reason.getBytes(StandardCharsets.UTF_8);
        frame(CLOSE, ByteBuffer.allocate(2 + words.length).putShort((short) code).put(words).array(), true);
    }

    private synchronized void frame(int opcode, byte[] payload, boolean last) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(opcode | (last ? 0x80 : 0));
        if (payload.length < 126) {
            frame.write(payload.length);
        } else {
            boolean large = payload.length > 0xffff;
            frame.write(large ? 127 : 126);
            frame.writeBytes(large ? ByteBuffer.allocate(8).putLong(payload.length).array() : ByteBuffer.allocate(2).putShort((short) payload.length).array());
        }
        frame.writeBytes(payload);
        if (deaf) {
            return;
        }
        try {
            frame.writeTo(out);
            out.flush();
        } catch (IOException gone) {
            throw new UncheckedIOException(gone);
        }
    }

    /** The connection ends without a word. */
    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException broken) {
            return; // It was gone before.
        }
    }
}
