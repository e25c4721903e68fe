package dev.chela.gateway.internal.http;

import java.net.URI;
import java.net.URISyntaxException;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.URIUtil;

/** The path of a request, as routes see it. */
final class Paths {
    private Paths() {}

    /** Decoded once, without dot segments or doubled slashes. Ambiguous paths never come this far: Jetty answers them 400. */
    static String decoded(Request request) {
        String path = URIUtil.decodePath(request.getHttpURI().getCanonicalPath());
        return path.replaceAll("/{2,}", "/");
    }

    static URI uri(Request request) {
        try {
            String path = new URI(null, null, decoded(request), null).getRawPath();
            String query = request.getHttpURI().getQuery();
            return URI.create(query == null || query.isEmpty() ? path : path + "?" + query);
        } catch (URISyntaxException | IllegalArgumentException malformed) {
            throw new org.eclipse.jetty.http.BadMessageException("the address is malformed", malformed);
        }
    }
}
