package dev.chela.gateway.internal.http;

import dev.chela.api.http.Request;
import dev.chela.api.task.Cancellation;
import java.net.URI;
import java.util.List;
import java.util.Map;

/** What an endpoint sees of a request. */
record RequestView(String method, URI uri, Map<String, List<String>> headers, byte[] body, String client, Cancellation cancellation)
        implements Request {}
