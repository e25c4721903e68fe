package dev.chela.gateway.internal.server;

import dev.chela.api.fault.Permanent;
import dev.chela.gateway.internal.http.Front;
import java.io.IOException;
import java.net.URI;
import org.eclipse.jetty.http.HttpVersion;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.SslConnectionFactory;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.util.ssl.SslContextFactory;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty, kept small: few threads, small buffers, HTTP/1.1 only. Its threads never run the house's work. */
final class JettyServer implements AutoCloseable {
    private static final int THREADS = 6;
    private static final int BUFFER = 8 * 1024;
    private static final long POOLED = 4L * 1024 * 1024;
    private static final long IDLE_MS = 30_000;

    private final Server server;

    private JettyServer(Server server) {
        this.server = server;
    }

    /** Started, with no port open yet: this takes most of the time, and can be done while the house is still being built. */
    static JettyServer start(Front front) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
        threads.setName("chela-socket");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        Server server = new Server(threads, null, new ArrayByteBufferPool(0, 1024, 64 * 1024, Integer.MAX_VALUE, POOLED, POOLED));
        server.setHandler(front);
        server.setErrorHandler(Front::refuse);
        LifeCycle.start(server);
        return new JettyServer(server);
    }

    /** @throws Permanent when the port cannot be had; the message names it and what to do */
    Door open(String host, int port) {
        return open(host, port, "ws", () -> { }, new Lines(server, new HttpConnectionFactory(http())));
    }

    /** The same with TLS. @param closed run when the door has been closed */
    Door open(String host, int port, SslContextFactory.Server tls, Runnable closed) {
        return open(host, port, "wss", closed, new Lines(
                server, new SslConnectionFactory(tls, HttpVersion.HTTP_1_1.asString()), new HttpConnectionFactory(http())));
    }

    private Door open(String host, int port, String scheme, Runnable closed, ServerConnector connector) {
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MS);
        try {
            connector.open();
        } catch (IOException e) {
            throw new Permanent("port " + port + " on " + host + " cannot be opened (" + e.getMessage()
                    + "): stop the program that has it (is a gateway running already?) or set another gateway.port", e);
        }
        server.addConnector(connector);
        LifeCycle.start(connector);
        return new Door(server, scheme, connector, closed);
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setOutputBufferSize(BUFFER);
        http.setRequestHeaderSize(2 * BUFFER);
        // OpenAI's clients ask for the model a/b as a%2Fb; where that may stand, the switchboard knows.
        http.setUriCompliance(UriCompliance.DEFAULT.with("names", UriCompliance.Violation.AMBIGUOUS_PATH_SEPARATOR));
        return http;
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }

    /** One open port. */
    record Door(Server server, String scheme, ServerConnector connector, Runnable closed) implements AutoCloseable {
        URI address() {
            String host = connector.getHost().contains(":") ? "[" + connector.getHost() + "]" : connector.getHost();
            return URI.create(scheme + "://" + host + ":" + connector.getLocalPort());
        }

        /** Takes no new connections; those that are open stay. */
        void refuse() {
            connector.close();
        }

        @Override
        public void close() {
            LifeCycle.stop(connector);
            server.removeConnector(connector);
            closed.run();
        }
    }
}
