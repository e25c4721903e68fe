package dev.chela.core.net.internal;

import dev.chela.api.net.Http.Streaming;
import java.io.BufferedInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;

/** One connection for one exchange; closed with the answer's body. */
final class PinnedConnection implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final int LONGEST_HEAD = 64 * 1024;

    private final Socket socket;
    private final InputStream in;
    private final long overAt = System.nanoTime() + LONGEST.toNanos();

    private PinnedConnection(Socket socket, Duration idle) throws IOException {
        this.socket = socket;
        this.in = new BufferedInputStream(new Timed(socket.getInputStream(), idle));
    }

    /** The certificate is held to the name that was asked for, whatever the address. */
    static PinnedConnection over(Socket plain, PinnedRequest request, Duration idle, Supplier<SSLSocketFactory> seal)
            throws IOException {
        plain.setSoTimeout((int) idle.toMillis());
        if (!request.secure()) {
            return new PinnedConnection(plain, idle);
        }
        SSLSocket secured = (SSLSocket) seal.get().createSocket(plain, request.host(), request.port(), true);
        SSLParameters parameters = secured.getSSLParameters();
        parameters.setEndpointIdentificationAlgorithm("HTTPS");
        secured.setSSLParameters(parameters);
        secured.startHandshake();
        return new PinnedConnection(secured, idle);
    }

    Streaming exchange(PinnedRequest request) throws IOException {
        socket.getOutputStream().write(request.bytes());
        socket.getOutputStream().flush();
        List<String> head = head();
        while (status(head.get(0)) / 100 == 1) {
            head = head();
        }
        int status = status(head.get(0));
        Map<String, List<String>> headers = headers(head);
        boolean bodiless = status == 204 || status == 304;
        return new Streaming(status, headers, closing(bodiless ? InputStream.nullInputStream() : body(headers)));
    }

    private List<String> head() throws IOException {
        List<String> lines = new ArrayList<>();
        int room = LONGEST_HEAD;
        for (String line = HttpLines.next(in, room); !line.isEmpty(); line = HttpLines.next(in, room)) {
            lines.add(line);
            room -= line.length() + 2;
        }
        if (lines.isEmpty()) {
            throw new IOException("the answer has no first line");
        }
        return lines;
    }

    private static int status(String line) throws IOException {
        String[] words = line.split(" ", 3);
        if (words.length < 2 || !words[0].startsWith("HTTP/1.") || !words[1].matches("[1-5][0-9][0-9]")) {
            throw new IOException("what answered does not speak HTTP/1.1");
        }
        return Integer.parseInt(words[1]);
    }

    private static Map<String, List<String>> headers(List<String> head) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        head.stream().skip(1).forEach(line -> {
            int colon = line.indexOf(':');
            if (colon > 0) {
                String name = line.substring(0, colon).strip().toLowerCase(Locale.ROOT);
                headers.computeIfAbsent(name, key -> new ArrayList<>()).add(line.substring(colon + 1).strip());
            }
        });
        return headers;
    }

    private InputStream body(Map<String, List<String>> headers) throws IOException {
        if (headers.getOrDefault("transfer-encoding", List.of()).stream().anyMatch(coding -> coding.toLowerCase(Locale.ROOT).endsWith("chunked"))) {
            return new HttpLines.Chunked(in);
        }
        List<String> length = headers.getOrDefault("content-length", List.of());
        if (length.isEmpty()) {
            return in;
        }
        if (!length.get(0).matches("[0-9]{1,18}")) {
            throw new IOException("the answer's length is '" + length.get(0) + "'");
        }
        return new HttpLines.Exactly(in, Long.parseLong(length.get(0)));
    }

    private InputStream closing(InputStream body) {
        return new FilterInputStream(body) {
            @Override
            public void close() {
                PinnedConnection.this.close();
            }
        };
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException already) {
            // It is over either way.
        }
    }

    /** Each read waits as long as the caller said, and no read goes on after the whole has lasted too long. */
    private final class Timed extends FilterInputStream {
        private final Duration idle;

        Timed(InputStream in, Duration idle) {
            super(in);
            this.idle = idle;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            long left = TimeUnit.NANOSECONDS.toMillis(overAt - System.nanoTime());
            if (left <= 0) {
                throw new SocketTimeoutException("the exchange lasted longer than " + LONGEST.toMinutes() + " minutes");
            }
            socket.setSoTimeout((int) Math.max(1, Math.min(left, idle.toMillis())));
            return super.read(into, offset, length);
        }

        @Override
        public int read() throws IOException {
            byte[] one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }
    }
}
