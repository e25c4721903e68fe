package dev.chela.gateway.internal.server;

import dev.chela.api.fault.Permanent;
import dev.chela.gateway.internal.http.Front;
import java.io.IOException;
import java.net.BindException;
import java.net.URI;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.io.ArrayByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.HttpConfiguration;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.QueuedThreadPool;

/** Jetty, kept small: few threads, small buffers, HTTP/1.1 only. Its threads never run the house's work. */
final class JettyServer implements AutoCloseable {
    private static final int THREADS = 6;
    private static final int BUFFER = 8 * 1024;
    private static final long POOLED = 4L * 1024 * 1024;
    private static final long IDLE_MS = 30_000;

    private final Server server;
    private final ServerConnector connector;

    private JettyServer(Server server, ServerConnector connector) {
        this.server = server;
        this.connector = connector;
    }

    /** @throws Permanent when the port cannot be had; the message names it and what to do */
    static JettyServer open(String host, int port, Handler handler) {
        QueuedThreadPool threads = new QueuedThreadPool(THREADS, 2);
        threads.setName("chela-socket");
        threads.setDaemon(true);
        threads.setReservedThreads(0);
        Server server = new Server(threads, null, new ArrayByteBufferPool(0, 1024, 64 * 1024, Integer.MAX_VALUE, POOLED, POOLED));
        server.setHandler(handler);
        server.setErrorHandler(Front::refuse);
        ServerConnector connector = new ServerConnector(server, 0, 1, new HttpConnectionFactory(http()));
        connector.setHost(host);
        connector.setPort(port);
        connector.setIdleTimeout(IDLE_MS);
        server.addConnector(connector);
        start(server, host, port);
        return new JettyServer(server, connector);
    }

    private static HttpConfiguration http() {
        HttpConfiguration http = new HttpConfiguration();
        http.setSendServerVersion(false);
        http.setOutputBufferSize(BUFFER);
        http.setRequestHeaderSize(2 * BUFFER);
        http.setUriCompliance(UriCompliance.DEFAULT);
        return http;
    }

    private static void start(Server server, String host, int port) {
        try {
            server.start();
        } catch (BindException e) {
            stop(server);
            throw new Permanent("port " + port + " on " + host + " cannot be opened (" + e.getMessage()
                    + "): stop the program that has it (is a gateway running already?) or set another gateway.port", e);
        } catch (IOException e) {
            stop(server);
            throw inUse(host, port, e);
        } catch (Exception e) {
            stop(server);
            throw new Permanent("the socket on " + host + ":" + port + " did not start: " + e.getMessage(), e);
        }
    }

    private static Permanent inUse(String host, int port, IOException e) {
        return new Permanent("port " + port + " on " + host + " is in use: stop the program that has it (is a gateway "
                + "running already?) or set another gateway.port", e);
    }

    private static void stop(Server server) {
        try {
            server.stop();
        } catch (Exception e) {
            throw new Permanent("the socket did not stop: " + e.getMessage(), e);
        }
    }

    URI address() {
        String host = connector.getHost().contains(":") ? "[" + connector.getHost() + "]" : connector.getHost();
        return URI.create("ws://" + host + ":" + connector.getLocalPort());
    }

    /** Takes no new connections; those that are open stay. */
    void refuse() {
        connector.close();
    }

    @Override
    public void close() {
        stop(server);
    }
}
