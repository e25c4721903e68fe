package dev.chela.web.stub;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.Map;

/** As much of HTTP and WebSocket as a browser on the same machine needs. */
final class Wire {
    private static final String MAGIC = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private final Socket socket;
    private final DataInputStream in;
    private final OutputStream out;

    Wire(Socket socket) throws IOException {
        this.socket = socket;
        this.in = new DataInputStream(socket.getInputStream());
        this.out = socket.getOutputStream();
    }

    /** The request's first line under the empty name, and its headers in lower case; empty when the client has gone. */
    Map<String, String> request() throws IOException {
        var headers = new LinkedHashMap<String, String>();
        headers.put("", line(in));
        for (var line = line(in); !line.isEmpty(); line = line(in)) {
            int colon = line.indexOf(':');
            headers.put(line.substring(0, colon).toLowerCase(), line.substring(colon + 1).strip());
        }
        return headers;
    }

    void reply(int status, Map<String, String> headers, byte[] body) throws IOException {
        var head = new StringBuilder("HTTP/1.1 " + status + " \r\nContent-Length: " + body.length + "\r\n");
        headers.forEach((name, value) -> head.append(name).append(": ").append(value).append("\r\n"));
        out.write((head + "\r\n").getBytes(ISO_8859_1));
        out.write(body);
        out.flush();
    }

    void upgrade(String key) throws IOException, NoSuchAlgorithmException {
        var accept = Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-1").digest((key + MAGIC).getBytes(ISO_8859_1)));
        out.write(("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: " + accept + "\r\n\r\n").getBytes(ISO_8859_1));
        out.flush();
    }

    /** One whole text message. */
    String receive() throws IOException {
        var message = new ByteArrayOutputStream();
        while (true) {
            int first = in.readUnsignedByte();
            byte[] payload = payload();
            int kind = first & 0x0f;
            if (kind == 8) {
                throw new EOFException("closed by the page");
            }
            if (kind < 8) {
                message.write(payload);
            }
            if (kind < 8 && (first & 0x80) != 0) {
                return message.toString(UTF_8);
            }
        }
    }

    private byte[] payload() throws IOException {
        int length = in.readUnsignedByte() & 0x7f;
        int size = length == 126 ? in.readUnsignedShort() : length == 127 ? (int) in.readLong() : length;
        byte[] mask = in.readNBytes(4);
        byte[] data = in.readNBytes(size);
        for (int i = 0; i < data.length; i++) {
            data[i] ^= mask[i % 4];
        }
        return data;
    }

    synchronized void send(String text) throws IOException {
        byte[] data = text.getBytes(UTF_8);
        var frame = new ByteArrayOutputStream();
        frame.write(0x81);
        if (data.length < 126) {
            frame.write(data.length);
        } else if (data.length < 0x10000) {
            frame.write(126);
            frame.write(data.length >> 8);
            frame.write(data.length);
        } else {
            frame.write(127);
            frame.write(java.nio.ByteBuffer.allocate(8).putLong(data.length).array());
        }
        frame.write(data);
        out.write(frame.toByteArray());
        out.flush();
    }

    void close() throws IOException {
        socket.close();
    }

    private static String line(InputStream in) throws IOException {
        var line = new ByteArrayOutputStream();
        for (int c = in.read(); c != '\n'; c = in.read()) {
            if (c < 0) {
                throw new EOFException("the client has gone");
            }
            line.write(c);
        }
        return line.toString(ISO_8859_1).strip();
    }
}
