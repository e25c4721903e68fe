package dev.chela.cli.stub;

import dev.chela.cli.json.Json;
import dev.chela.cli.json.JsonText;
import dev.chela.cli.json.MalformedJson;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;

/** The server's end of one WebSocket. */
public final class Peer implements AutoCloseable {
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    Peer(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(new BufferedInputStream(socket.getInputStream()));
        this.out = socket.getOutputStream();
        upgrade();
    }

    private void upgrade() throws IOException {
        String key = "";
        for (String line = readLine(); !line.isEmpty(); line = readLine()) {
            if (line.startsWith("Sec-WebSocket-Key: ")) {
                key = line.substring("Sec-WebSocket-Key: ".length());
            }
        }
        out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
                        + accept(key) + "\r\n\r\n")
                .getBytes(StandardCharsets.US_ASCII));
    }

    private String readLine() throws IOException {
        StringBuilder line = new StringBuilder();
        for (int c = in.readUnsignedByte(); c != '\n'; c = in.readUnsignedByte()) {
            line.append((char) c);
        }
        return line.toString().strip();
    }

    private static String accept(String key) {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-1")
                    .digest((key + "258EAFA5-E914-47DA-95CA-C5AB0DC85B11").getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }

    /** The next frame; absent when the client has gone. */
    Json receive() throws IOException {
        int opcode = in.readUnsignedByte() & 0x0f;
        int second = in.readUnsignedByte();
        long length = second & 0x7f;
        length = length == 126 ? in.readUnsignedShort() : length == 127 ? in.readLong() : length;
        byte[] mask = in.readNBytes(4);
        byte[] payload = in.readNBytes((int) length);
        for (int i = 0; i < payload.length; i++) {
            payload[i] ^= mask[i & 3];
        }
        if (opcode == 8 || (second & 0x80) == 0) {
            return Json.ABSENT;
        }
        try {
            return opcode == 1 ? JsonText.parse(new String(payload, StandardCharsets.UTF_8)) : receive();
        } catch (MalformedJson e) {
            throw new AssertionError(e);
        }
    }

    public void send(Json frame) {
        write(0x81, frame.toString().getBytes(StandardCharsets.UTF_8));
    }

    /** One message in two frames with a ping between them, as the standard allows. */
    public void sendTorn(Json frame) {
        byte[] bytes = frame.toString().getBytes(StandardCharsets.UTF_8);
        int half = bytes.length / 2;
        write(0x01, java.util.Arrays.copyOf(bytes, half));
        write(0x89, new byte[] {'p'});
        write(0x80, java.util.Arrays.copyOfRange(bytes, half, bytes.length));
    }

    void goodbye(int code, String reason) {
        byte[] text = reason.getBytes(StandardCharsets.UTF_8);
        write(0x88, ByteBuffer.allocate(text.length + 2).putShort((short) code).put(text).array());
    }

    private synchronized void write(int first, byte[] payload) {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(first);
        if (payload.length < 126) {
            frame.write(payload.length);
        } else if (payload.length < 65536) {
            frame.write(126);
            frame.writeBytes(ByteBuffer.allocate(2).putShort((short) payload.length).array());
        } else {
            frame.write(127);
            frame.writeBytes(ByteBuffer.allocate(8).putLong(payload.length).array());
        }
        frame.writeBytes(payload);
        try {
            frame.writeTo(out);
        } catch (IOException e) {
            // The client is gone; its own end of the test says so.
        }
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
