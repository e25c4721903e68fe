package dev.chela.core.net;

import dev.chela.api.net.Http;
import dev.chela.api.net.WebSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;

/**
 * The host's HTTP for one plugin. Every address is asked about before anything is sent; where a redirect leads is a call of its own.
 *
 * @param guard throws {@link dev.chela.api.fault.Denied} for an address that is not for this plugin
 */
public record GuardedHttp(Http inner, Consumer<URI> guard) implements Http {
    @Override
    public Answer send(Call call, long maxBytes) {
        guard.accept(call.uri());
        return inner.send(call, maxBytes);
    }

    @Override
    public Answer send(Call call, List<Part> form, long maxBytes) {
        guard.accept(call.uri());
        return inner.send(call, form, maxBytes);
    }

    @Override
    public Streaming open(Call call) {
        guard.accept(call.uri());
        return inner.open(call);
    }

    @Override
    public WebSocket connect(URI uri, Duration timeout, int longest) {
        guard.accept(uri);
        return inner.connect(uri, timeout, longest);
    }

    @Override
    public Http outside(Set<String> trusted) {
        return new GuardedHttp(inner.outside(trusted), guard);
    }
}
