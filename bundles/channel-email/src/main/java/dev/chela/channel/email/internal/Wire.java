package dev.chela.channel.email.internal;

import dev.chela.api.net.TimedSocket;
import dev.chela.api.net.Tls;
import dev.chela.channel.email.internal.Endpoint.Security;
import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One connection to a mail server, line by line. One thread reads and writes; any thread closes. */
final class Wire implements AutoCloseable {
    private static final Duration CONNECTING = Duration.ofSeconds(15);
    /** A list of all the letters of a large mailbox is one line. */
    private static final int LONGEST = 1 << 20;

    private final Endpoint there;
    private final Duration answer;
    private final TimedSocket plain = new TimedSocket();
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();

    /** @param answer how long the server has for an answer; a large one has longer, as {@link TimedSocket#expect} says */
    Wire(Endpoint there, Duration answer) {
        this.there = there;
        this.answer = answer;
    }

    Endpoint there() {
        return there;
    }

    void connect() throws IOException {
        plain.connect(new InetSocketAddress(there.host(), there.port()), (int) CONNECTING.toMillis());
        plain.setTcpNoDelay(true);
        streams(plain);
        if (there.security() == Security.TLS) {
            secure();
        }
    }

    private void streams(Socket socket) throws IOException {
        await();
        in = new BufferedInputStream(socket.getInputStream());
        out = new BufferedOutputStream(socket.getOutputStream(), 8_192);
    }

    /** What came before this, and is not read yet, is forgotten: whoever sent it need not be the server. */
    void secure() throws IOException {
        plain.expect(CONNECTING);
        streams(new Tls(there.fingerprint(), "channels.email.fingerprint").over(plain, there.host(), there.port()));
    }

    /** From now on the server has its time for an answer. */
    void await() {
        plain.expect(answer);
    }

    /** Each byte is a character. @throws java.net.SocketTimeoutException when it took too long; what had begun is read on after {@link #await} */
    String line() throws IOException {
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server ended the connection");
            }
            if (begun.size() >= LONGEST) {
                throw new IOException("the server sends a line of more than " + LONGEST + " bytes");
            }
            if (next != '\r') {
                begun.write(next);
            }
        }
        String line = begun.toString(StandardCharsets.ISO_8859_1);
        begun.reset();
        return line;
    }

    /** The next so many bytes. What is not read of them stays to be read. */
    InputStream next(long bytes) {
        return new Portion(in, bytes);
    }

    /** The server has its time for an answer then. @throws IOException when it would be more than one line */
    void send(String line) throws IOException {
        if (line.indexOf('\r') >= 0 || line.indexOf('\n') >= 0 || line.indexOf('\0') >= 0) {
            throw new IOException("what was to be sent is more than one line");
        }
        out.write((line + "\r\n").getBytes(StandardCharsets.UTF_8));
        out.flush();
        await();
    }

    OutputStream out() {
        return out;
    }

    boolean closed() {
        return plain.isClosed();
    }

    /** Whoever reads or writes hears of it. */
    @Override
    public void close() {
        try {
            plain.close();
        } catch (IOException broken) {
            return; // It was broken before, and is closed all the same.
        }
    }
}
