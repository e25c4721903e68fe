package dev.chela.web.internal;

import static java.util.stream.Collectors.toMap;

import dev.chela.api.http.Request;
import dev.chela.api.task.Cancellation;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** A request as the host would give it. */
record Asked(String method, String path, Map<String, String> sent) implements Request {
    @Override
    public URI uri() {
        return URI.create(path);
    }

    @Override
    public Map<String, List<String>> headers() {
        return sent.entrySet().stream().collect(toMap(Map.Entry::getKey, each -> List.of(each.getValue())));
    }

    @Override
    public byte[] body() {
        return new byte[0];
    }

    @Override
    public String client() {
        return "127.0.0.1";
    }

    @Override
    public Cancellation cancellation() {
        throw new UnsupportedOperationException("no endpoint of the page is long enough to be cancelled");
    }
}
