package dev.chela.core.net.internal;

import dev.chela.api.fault.Denied;
import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.api.net.Http;
import dev.chela.api.net.NotSent;
import dev.chela.api.net.WebSocket;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import javax.net.ssl.SSLSocketFactory;

/**
 * HTTP/1.1 to an address that was judged, and to no other. The JDK's client resolves names itself, at a moment of its own, so that what
 * it connects to need not be what was judged; therefore sockets of our own, one for each call.
 */
final class PinnedHttp implements Http {
    /** How names become addresses. */
    @FunctionalInterface
    interface Names {
        InetAddress[] of(String host) throws UnknownHostException;
    }

    private static final Duration CONNECT = Duration.ofSeconds(15);

    private final Set<String> trusted;
    private final Names names;
    private final Supplier<SSLSocketFactory> seal;

    /** @param seal asked when something first goes over TLS: the JDK reads all certificates of the system for it */
    PinnedHttp(Set<String> trusted, Names names, Supplier<SSLSocketFactory> seal) {
        this.trusted = trusted.stream().map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toUnmodifiableSet());
        this.names = names;
        this.seal = seal;
    }

    @Override
    public Http outside(Set<String> others) {
        return new PinnedHttp(others, names, seal);
    }

    @Override
    public WebSocket connect(URI uri, Duration timeout, int longest) {
        throw new Permanent("no WebSocket is opened to an address from outside: " + Redaction.address(uri));
    }

    @Override
    public Answer send(Call call, long maxBytes) {
        String from = Redaction.address(call.uri());
        try (Streaming open = open(call)) {
            return new Answer(open.status(), open.headers(), Bodies.read(open.body(), maxBytes, from));
        } catch (IOException failure) {
            throw broken(from, failure);
        }
    }

    /** In memory as a whole: nothing here sends files to addresses from outside. */
    @Override
    public Answer send(Call call, List<Part> form, long maxBytes) {
        try (Form body = new Form(form)) {
            Map<String, List<String>> headers = new HashMap<>(call.headers());
            headers.put("Content-Type", List.of(body.contentType()));
            return send(new Call(call.method(), call.uri(), headers, body.body().readAllBytes(), call.timeout()), maxBytes);
        } catch (IOException unreadable) {
            throw new Permanent("a file that was to be sent cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    @Override
    public Streaming open(Call call) {
        PinnedRequest request = PinnedRequest.of(call);
        String to = Redaction.address(call.uri());
        List<InetAddress> judged = judged(request);
        PinnedConnection connection = connect(request, judged, call.timeout(), to);
        try {
            return connection.exchange(request);
        } catch (IOException failure) {
            connection.close();
            throw broken(to, failure);
        }
    }

    private static Transient broken(String to, IOException failure) {
        return new Transient(to + " broke off, or did not answer in time: " + reason(failure), Duration.ZERO);
    }

    private static String reason(IOException failure) {
        String name = failure.getClass().getSimpleName();
        return failure.getMessage() == null ? name : name + ", " + Redaction.text(failure.getMessage());
    }

    /** One bad address among good ones is reason enough: whoever answers so means to deceive. */
    private List<InetAddress> judged(PinnedRequest request) {
        List<InetAddress> found;
        try {
            found = List.of(names.of(request.host()));
        } catch (UnknownHostException unknown) {
            throw new Transient("there is no host '" + request.host() + "'", Duration.ZERO);
        }
        String host = request.host().toLowerCase(Locale.ROOT);
        boolean known = trusted.contains(host) || trusted.contains(host + ":" + request.port());
        if (!known && !found.stream().allMatch(PublicAddresses::contain)) {
            throw new Denied("'" + request.host() + "' is not an address of the public internet; what comes from outside must not lead"
                    + " into the house");
        }
        return found;
    }

    private PinnedConnection connect(PinnedRequest request, List<InetAddress> judged, Duration timeout, String to) {
        IOException last = new IOException("it has no address");
        Duration patience = timeout.compareTo(CONNECT) < 0 ? timeout : CONNECT;
        for (InetAddress address : judged) {
            try {
                return connect(request, new InetSocketAddress(address, request.port()), patience, timeout);
            } catch (IOException failure) {
                last = failure;
            }
        }
        String why = "no connection to " + to + ": " + reason(last);
        throw new Transient(why, Duration.ZERO, new NotSent(why));
    }

    /** Over a channel, since an interrupt ends what waits on one. */
    private PinnedConnection connect(PinnedRequest request, InetSocketAddress at, Duration patience, Duration timeout)
            throws IOException {
        SocketChannel channel = SocketChannel.open();
        try {
            channel.socket().connect(at, (int) patience.toMillis());
            return PinnedConnection.over(channel.socket(), request, timeout, seal);
        } catch (IOException failure) {
            channel.close();
            throw failure;
        }
    }
}
