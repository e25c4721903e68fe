package dev.chela.testkit.channel;

import dev.chela.api.fault.Permanent;
import dev.chela.api.net.Http;
import dev.chela.api.net.WebSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** For channels that use no HTTP: one that asks for it after all is told so. */
public final class NoHttp implements Http {
    private static Permanent missing() {
        return new Permanent("this test gives no HTTP; give its host one");
    }

    @Override
    public Answer send(Call call, long maxBytes) {
        throw missing();
    }

    @Override
    public Answer send(Call call, List<Part> form, long maxBytes) {
        throw missing();
    }

    @Override
    public WebSocket connect(URI uri, Duration timeout, int longest) {
        throw missing();
    }

    @Override
    public Http outside(Set<String> trusted) {
        return this;
    }

    @Override
    public Streaming open(Call call) {
        throw missing();
    }
}
