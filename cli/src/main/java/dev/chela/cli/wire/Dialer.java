package dev.chela.cli.wire;

import dev.chela.cli.target.Target;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Locale;

/** Opens a {@link WebSocket}: TCP, TLS for wss, and the HTTP upgrade. */
final class Dialer {
    private static final String ACCEPT_SALT = "258EAFA5-E914-47DA-95CA-C5AB0DC85B11";
    private static final int MAX_HEAD = 16 * 1024;

    private Dialer() {}

    /** The port answers, and what answers is no gateway. */
    static final class NotAGateway extends IOException {
        NotAGateway(String message) {
            super(message);
        }
    }

    static WebSocket dial(Target target, Duration patience) throws IOException {
        URI url = target.url();
        Socket socket = connect(target, (int) patience.toMillis());
        try {
            socket.setTcpNoDelay(true);
            socket.setSoTimeout((int) patience.toMillis());
            BufferedInputStream in = new BufferedInputStream(socket.getInputStream(), 64 * 1024);
            upgrade(url, socket, in);
            return new WebSocket(socket, in);
        } catch (IOException e) {
            socket.close();
            throw e;
        }
    }

    private static Socket connect(Target target, int patience) throws IOException {
        URI url = target.url();
        boolean tls = "wss".equals(url.getScheme());
        int port = url.getPort() > 0 ? url.getPort() : tls ? 443 : 80;
        InetSocketAddress address = new InetSocketAddress(url.getHost(), port);
        if (address.isUnresolved()) {
            throw new UnknownHostException(url.getHost());
        }
        Socket plain = new Socket();
        try {
            plain.connect(address, patience);
            return tls ? TlsSocket.over(plain, url.getHost(), port, target.fingerprint()) : plain;
        } catch (IOException e) {
            plain.close();
            throw e;
        }
    }

    private static void upgrade(URI url, Socket socket, InputStream in) throws IOException {
        byte[] nonce = new byte[16];
        new SecureRandom().nextBytes(nonce);
        String key = Base64.getEncoder().encodeToString(nonce);
        socket.getOutputStream().write(request(url, key).getBytes(StandardCharsets.US_ASCII));
        String head = readHead(in);
        String status = head.lines().findFirst().orElse("");
        if (!status.startsWith("HTTP/1.1 101")) {
            throw new NotAGateway(status.startsWith("HTTP/")
                    ? "it answers \"" + status + "\" instead of opening a WebSocket"
                    : "it does not speak HTTP");
        }
        String accept = "sec-websocket-accept: " + accept(key).toLowerCase(Locale.ROOT);
        if (head.lines().noneMatch(line -> line.toLowerCase(Locale.ROOT).strip().equals(accept))) {
            throw new NotAGateway("its answer to the WebSocket's key is wrong");
        }
    }

    private static String request(URI url, String key) {
        String path = url.getRawPath().isEmpty() ? "/" : url.getRawPath();
        String query = url.getRawQuery() == null ? "" : "?" + url.getRawQuery();
        String host = url.getHost() + (url.getPort() > 0 ? ":" + url.getPort() : "");
        return "GET " + path + query + " HTTP/1.1\r\nHost: " + host + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: " + key + "\r\nSec-WebSocket-Version: 13\r\n\r\n";
    }

    /** Byte by byte from the buffer, so that no byte of the first frame is taken with it. */
    private static String readHead(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n", Math.max(0, head.length() - 4)) < 0) {
            int next = in.read();
            if (next < 0) {
                throw new NotAGateway("it closes the connection without an answer");
            }
            if (head.length() > MAX_HEAD) {
                throw new NotAGateway("its answer does not end");
            }
            head.append((char) next);
        }
        return head.toString();
    }

    private static String accept(String key) {
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-1").digest((key + ACCEPT_SALT).getBytes(StandardCharsets.US_ASCII));
            return Base64.getEncoder().encodeToString(digest);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1", e);
        }
    }
}
