package dev.chela.core.net.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.net.Http;
import dev.chela.api.net.WebSocket;
import dev.chela.api.task.Cancellation;
import dev.chela.api.task.Clock;
import dev.chela.core.net.TurnClients;
import dev.chela.core.net.Ways;
import dev.chela.core.task.Threads;
import dev.langchain4j.http.client.HttpClientBuilder;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import javax.net.ssl.SSLSocketFactory;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * The process's one HTTP client. It follows no redirect: where to go on is for the caller to judge. HTTP/1.1 only, since ending an
 * exchange there means closing its connection, which every server notices.
 */
@Component(service = {JdkHttp.class, TurnClients.class, Ways.class})
public final class JdkHttp implements Http, TurnClients, Ways {
    private static final Duration CONNECT = Duration.ofSeconds(15);
    /** What the JDK's client refuses to be told. */
    private static final Set<String> RESTRICTED = Set.of("connection", "content-length", "expect", "host", "upgrade");

    private final ExecutorService threads;
    private final Clock clock;
    private final @Nullable ProxySelector proxies;
    private @Nullable HttpClient client;

    @Activate
    public JdkHttp(@Reference Clock clock) {
        this(clock, Threads.perTask("chela-http"), null);
    }

    /** @param proxies null for those that the JVM was told of, which are none unless its owner says so */
    private JdkHttp(Clock clock, ExecutorService threads, @Nullable ProxySelector proxies) {
        this.clock = clock;
        this.threads = threads;
        this.proxies = proxies;
    }

    @Override
    public Http through(InetSocketAddress proxy) {
        return new JdkHttp(clock, threads, ProxySelector.of(proxy));
    }

    /** Made when something is first sent: the JDK reads all certificates of the system for it, 0.06 s of each start and 4 MB. */
    private synchronized HttpClient client() {
        if (client == null) {
            HttpClient.Builder next = HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT)
                    .followRedirects(HttpClient.Redirect.NEVER)
                    .executor(threads);
            client = (proxies == null ? next : next.proxy(proxies)).build();
        }
        return client;
    }

    /** Requests still running lose their threads; the client's own thread ends with its last reference (Java 17 has no close). */
    @Deactivate
    public void close() {
        threads.shutdownNow();
    }

    @Override
    public HttpClientBuilder bind(Cancellation token, Duration idle, Runnable pause) {
        return new TurnHttp(this::client, clock, token, idle, pause);
    }

    @Override
    public Answer send(Call call, long maxBytes) {
        long began = System.nanoTime();
        return whole(answer(call, call.headers(), publisher(call.body())), call, maxBytes, began);
    }

    @Override
    public Answer send(Call call, List<Part> form, long maxBytes) {
        long began = System.nanoTime();
        try (Form body = new Form(form)) {
            HttpRequest.BodyPublisher reading = HttpRequest.BodyPublishers.ofInputStream(body::body);
            Map<String, List<String>> headers = new HashMap<>(call.headers());
            headers.put("Content-Type", List.of(body.contentType()));
            return whole(answer(call, headers, HttpRequest.BodyPublishers.fromPublisher(reading, body.length())), call, maxBytes, began);
        }
    }

    private static Answer whole(HttpResponse<BodyStream> answer, Call call, long maxBytes, long began) {
        try (BodyStream body = answer.body()) {
            body.wholeWithin(call.timeout(), began);
            return new Answer(answer.statusCode(), lower(answer), Bodies.read(body, maxBytes, Redaction.address(call.uri())));
        } catch (IOException failure) {
            throw Bodies.fault(failure, Redaction.address(call.uri()));
        }
    }

    @Override
    public Streaming open(Call call) {
        HttpResponse<BodyStream> answer = answer(call, call.headers(), publisher(call.body()));
        return new Streaming(answer.statusCode(), lower(answer), answer.body());
    }

    private HttpResponse<BodyStream> answer(Call call, Map<String, List<String>> headers, HttpRequest.BodyPublisher body) {
        return Exchange.tellingUnsent(client(), call.timeout()).open(request(call, headers, body));
    }

    @Override
    public WebSocket connect(URI uri, Duration timeout, int longest) {
        return JdkSocket.open(client(), uri, timeout, longest);
    }

    @Override
    public Http outside(Set<String> trusted) {
        return new PinnedHttp(trusted, InetAddress::getAllByName, () -> (SSLSocketFactory) SSLSocketFactory.getDefault());
    }

    private static HttpRequest request(Call call, Map<String, List<String>> headers, HttpRequest.BodyPublisher body) {
        try {
            HttpRequest.Builder request = HttpRequest.newBuilder(call.uri()).timeout(call.timeout());
            headers(request, headers);
            return request.method(call.method(), body).build();
        } catch (IllegalArgumentException malformed) {
            throw new Permanent("not a request that can be sent: " + Redaction.text(String.valueOf(malformed.getMessage())), malformed);
        }
    }

    static void headers(HttpRequest.Builder request, Map<String, List<String>> headers) {
        headers.forEach((name, values) -> {
            if (!RESTRICTED.contains(name.toLowerCase(Locale.ROOT))) {
                values.forEach(value -> request.header(name, value));
            }
        });
    }

    static HttpRequest.BodyPublisher publisher(byte[] body) {
        return body.length == 0 ? HttpRequest.BodyPublishers.noBody() : HttpRequest.BodyPublishers.ofByteArray(body);
    }

    static Map<String, List<String>> lower(HttpResponse<?> answer) {
        Map<String, List<String>> headers = new HashMap<>();
        answer.headers().map().forEach((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), values));
        return headers;
    }
}
