package dev.chela.gateway.internal.http;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.util.URIUtil;

/** The path of a request, as routes see it. */
final class Paths {
    private Paths() {}

    /** Decoded once, without dot segments or doubled slashes. Other ambiguous paths never come this far: Jetty answers them 400. */
    static String decoded(Request request) {
        String path = URIUtil.decodePath(request.getHttpURI().getCanonicalPath());
        return path.replaceAll("/{2,}", "/");
    }

    /**
     * The path before a slash that is written as {@code %2F}, as clients write it in names that have one: a model's. Empty where there is
     * none.
     */
    static Optional<String> beforeName(Request request) {
        String path = request.getHttpURI().getCanonicalPath();
        int hidden = path.toLowerCase(Locale.ROOT).indexOf("%2f");
        return hidden < 0 ? Optional.empty() : Optional.of(URIUtil.decodePath(path.substring(0, hidden)));
    }

    /** What a hidden slash could bring back that was taken out before. */
    static boolean climbs(String decoded) {
        return (decoded + "/").contains("/../") || (decoded + "/").contains("/./");
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
