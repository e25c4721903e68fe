package dev.chela.core.net;

import dev.chela.api.net.Http;
import dev.chela.api.net.WebSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Set;

/** The host's HTTP for one plugin. Every address is asked about before anything is sent; where a redirect leads is a call of its own. */
public record GuardedHttp(Http inner, Passage passage) implements Http {
    @Override
    public Answer send(Call call, long maxBytes) {
        passage.ask(call.uri());
        passage.sent(call.body().length);
        return counted(inner.send(call, maxBytes));
    }

    @Override
    public Answer send(Call call, List<Part> form, long maxBytes) {
        passage.ask(call.uri());
        passage.sent(form.stream().mapToLong(Part::bytes).sum());
        return counted(inner.send(call, form, maxBytes));
    }

    private Answer counted(Answer answer) {
        passage.received(answer.body().length);
        return answer;
    }

    @Override
    public Streaming open(Call call) {
        passage.ask(call.uri());
        passage.sent(call.body().length);
        Streaming answer = inner.open(call);
        return new Streaming(answer.status(), answer.headers(), new CountedBody(answer.body(), passage));
    }

    @Override
    public WebSocket connect(URI uri, Duration timeout, int longest) {
        passage.ask(uri);
        return new CountedSocket(inner.connect(uri, timeout, longest), passage);
    }

    @Override
    public Http outside(Set<String> trusted) {
        return new GuardedHttp(inner.outside(trusted), passage);
    }
}
