package dev.chela.gateway;

import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/** A client that speaks WebSocket by hand and reads only when told to. */
final class RawClient implements AutoCloseable {
    record Frame(int head, byte[] payload) {
        String text() {
            return new String(payload, StandardCharsets.UTF_8);
        }
    }

    private final Socket socket;
    private final DataInputStream in;

    private RawClient(URI uri) throws IOException {
        socket = new Socket();
        socket.setReceiveBufferSize(8 * 1024);
        socket.setSoTimeout(10_000);
        socket.connect(new java.net.InetSocketAddress(uri.getHost(), uri.getPort()), 10_000);
        in = new DataInputStream(socket.getInputStream());
        socket.getOutputStream().write(("GET / HTTP/1.1\r\nHost: " + uri.getAuthority() + "\r\nUpgrade: websocket\r\n"
                + "Connection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n"
                + "Sec-WebSocket-Extensions: permessage-deflate\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
        String head = readHead();
        if (!head.startsWith("HTTP/1.1 101") || head.contains("deflate")) {
            throw new IOException(head);
        }
    }

    /** Connected with every scope. */
    static RawClient greeted(URI uri) throws IOException {
        RawClient client = new RawClient(uri);
        client.send("""
                {"type":"req","id":"1","method":"connect","params":{"minProtocol":4,"maxProtocol":4,
                "client":{"id":"cli","version":"1.0","platform":"linux","mode":"cli"},
                "scopes":["operator.read","operator.write","operator.admin"],"auth":{"token":"%s"}}}""".formatted(TestGateway.TOKEN));
        client.nextText("hello-ok");
        return client;
    }

    private String readHead() throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.readUnsignedByte());
        }
        return head.toString();
    }

    void send(String text) throws IOException {
        sendFrame(0x81, text.getBytes(StandardCharsets.UTF_8));
    }

    void sendFrame(int head, byte[] payload) throws IOException {
        ByteArrayOutputStream frame = new ByteArrayOutputStream();
        frame.write(head);
        if (payload.length < 126) {
            frame.write(0x80 | payload.length);
        } else {
            frame.write(0x80 | 126);
            frame.write(payload.length >> 8);
            frame.write(payload.length);
        }
        frame.write(new byte[4]);
        frame.write(payload);
        socket.getOutputStream().write(frame.toByteArray());
    }

    Frame next(int head) throws IOException {
        while (true) {
            Frame frame = read();
            if (frame.head() == head) {
                return frame;
            }
        }
    }

    String nextText(String containing) throws IOException {
        while (true) {
            String text = next(0x81).text();
            if (text.contains(containing)) {
                return text;
            }
        }
    }

    /** Whether the connection ends within ten seconds. */
    boolean readToEnd() {
        try {
            while (true) {
                read();
            }
        } catch (EOFException | SocketException end) {
            return true;
        } catch (IOException timeout) {
            return false;
        }
    }

    Frame read() throws IOException {
        int head = in.readUnsignedByte();
        long length = in.readUnsignedByte();
        if (length == 126) {
            length = in.readUnsignedShort();
        } else if (length == 127) {
            length = in.readLong();
        }
        byte[] payload = new byte[(int) length];
        in.readFully(payload);
        return new Frame(head, payload);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
