package dev.chela.gateway.internal.server;

import dev.chela.gateway.internal.http.Line;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;

/** Takes connections whose end is noticed while a request is worked on. */
final class Lines extends ServerConnector {
    Lines(Server server, ConnectionFactory... factories) {
        super(server, 0, 1, factories);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        Line line = new Line(channel, selector, key, getScheduler(), getExecutor());
        line.setIdleTimeout(getIdleTimeout());
        return line;
    }
}
