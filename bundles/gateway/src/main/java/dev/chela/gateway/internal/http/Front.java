package dev.chela.gateway.internal.http;

import dev.chela.gateway.internal.auth.Attribution;
import dev.chela.gateway.internal.auth.Peer;
import dev.chela.gateway.internal.config.Settings;
import dev.chela.gateway.internal.socket.Connection;
import dev.chela.gateway.internal.socket.Desk;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpStatus;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.core.Configuration;
import org.eclipse.jetty.websocket.core.FrameHandler;
import org.eclipse.jetty.websocket.core.WebSocketComponents;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeRequest;
import org.eclipse.jetty.websocket.core.server.ServerUpgradeResponse;
import org.eclipse.jetty.websocket.core.server.WebSocketMappings;
import org.eclipse.jetty.websocket.core.server.WebSocketNegotiator;

/** Where every request enters: a WebSocket on any path, everything else by its route. */
public final class Front extends Handler.Abstract.NonBlocking {
    private static final int INPUT_BUFFER = 4 * 1024;

    private final Desk desk;
    private final Switchboard switchboard;
    private final Supplier<Settings> settings;
    private WebSocketMappings sockets;

    public Front(Desk desk, Switchboard switchboard, Supplier<Settings> settings) {
        this.desk = desk;
        this.switchboard = switchboard;
        this.settings = settings;
    }

    @Override
    protected void doStart() throws Exception {
        ByteBufferPool pool = getServer().getByteBufferPool();
        WebSocketComponents components = new WebSocketComponents(null, null, pool, null, null, getServer().getThreadPool());
        addBean(components);
        sockets = new WebSocketMappings(components);
        super.doStart();
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        Optional<Peer> peer = peer(request);
        if (peer.isPresent() && request.getHeaders().contains(HttpHeader.UPGRADE)
                && sockets.upgrade(new Accept(peer.get()), request, response, callback, Front::customize)) {
            return true;
        }
        switchboard.handle(request, response, callback, peer);
        return true;
    }

    /** What Jetty itself refuses: a malformed request, an ambiguous path. */
    public static boolean refuse(Request request, Response response, Callback callback) {
        Answers.error(request, response, callback, response.getStatus(), HttpStatus.getMessage(response.getStatus()),
                "invalid_request", Map.of());
        return true;
    }

    private static void customize(Configuration socket) {
        socket.setMaxFrameSize(0);
        socket.setAutoFragment(true);
        socket.setInputBufferSize(INPUT_BUFFER);
        socket.setOutputBufferSize(INPUT_BUFFER);
    }

    private Optional<Peer> peer(Request request) {
        InetAddress address = ((InetSocketAddress) request.getConnectionMetaData().getRemoteSocketAddress()).getAddress();
        HttpFields headers = request.getHeaders();
        return new Attribution(settings.get().proxies(), address, headers.stream().map(HttpField::getName).toList(), headers::getValuesList).peer();
    }

    private final class Accept extends WebSocketNegotiator.AbstractNegotiator {
        private final Peer peer;

        Accept(Peer peer) {
            this.peer = peer;
        }

        @Override
        public FrameHandler negotiate(ServerUpgradeRequest request, ServerUpgradeResponse response, Callback callback) {
            response.setExtensions(List.of());
            return new Connection(desk, peer);
        }
    }
}
