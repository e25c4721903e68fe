package dev.chela.channel.irc.internal;

import dev.chela.api.net.TimedSocket;
import dev.chela.api.net.Tls;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;

/** One connection to a server, line by line. One thread reads; any thread writes or closes. */
final class Wire implements AutoCloseable {
    private static final Duration CONNECTING = Duration.ofSeconds(15);
    /** The longest that a server may send, tags included; what is longer is left out. */
    private static final int LONGEST = 8_191 + 512;

    private final Settings settings;
    private final TimedSocket plain = new TimedSocket();
    private final ByteArrayOutputStream begun = new ByteArrayOutputStream();
    private Duration silence = CONNECTING;
    private InputStream in = InputStream.nullInputStream();
    private OutputStream out = OutputStream.nullOutputStream();

    Wire(Settings settings) {
        this.settings = settings;
    }

    /** @param silence after how long without a whole line {@link #read} gives up */
    void connect(Duration silence) throws IOException {
        this.silence = silence;
        plain.connect(new InetSocketAddress(settings.host(), settings.port()), (int) CONNECTING.toMillis());
        plain.setTcpNoDelay(true);
        plain.expect(CONNECTING);
        Socket socket = settings.tls() ? new Tls(settings.fingerprint(), "channels.irc.fingerprint").over(plain, settings.host(), settings.port()) : plain;
        in = new BufferedInputStream(socket.getInputStream());
        out = socket.getOutputStream();
    }

    /** @throws java.net.SocketTimeoutException when it was silent or its line did not end; what had begun is read on with the next call */
    String read() throws IOException {
        plain.expect(silence);
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                throw new EOFException("the server ended the connection");
            }
            if (next != '\r' && begun.size() < LONGEST) {
                begun.write(next);
            }
        }
        String line = text(begun.toByteArray());
        begun.reset();
        return line;
    }

    /** Not everybody writes UTF-8, and nobody says so. */
    private static String text(byte[] line) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(line)).toString();
        } catch (CharacterCodingException other) {
            return new String(line, StandardCharsets.ISO_8859_1);
        }
    }

    void send(String line) throws IOException {
        byte[] bytes = (line.replaceAll("[\\r\\n\\x00]", " ") + "\r\n").getBytes(StandardCharsets.UTF_8);
        synchronized (this) {
            out.write(bytes);
            out.flush();
        }
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
