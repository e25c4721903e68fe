package dev.chela.web.internal;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.chela.api.http.HttpEndpoint;
import dev.chela.api.http.Reply;
import dev.chela.api.http.Request;
import dev.chela.api.http.Route;
import dev.chela.api.http.Route.Access;
import dev.chela.api.http.WebMount;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * The page and its files. The page is asked for anew each time and answered "unchanged"; the files are kept for ever, since their
 * address changes with them.
 */
@Component
public final class Site implements HttpEndpoint {
    static final Set<String> READING = Set.of("GET", "HEAD");
    static final Duration TIME = Duration.ofSeconds(10);
    private static final String FOR_EVER = "public, max-age=31536000, immutable";
    private static final byte[] NOTHING = {};

    private final String base;
    private @Nullable Assets assets;

    @Activate
    public Site(@Reference WebMount mount) {
        this.base = mount.basePath();
    }

    @Override
    public Route route() {
        return new Route(READING, base + "/*", Access.PUBLIC, 0, TIME);
    }

    @Override
    public Reply handle(Request request) {
        var path = request.uri().getPath();
        if (path.equals(base) && !base.isEmpty()) {
            // Without the slash every relative address of the page would miss.
            return new Reply.Full(308, Headers.with("Location", base + "/"), NOTHING);
        }
        var name = path.substring(base.length() + 1);
        if (name.isEmpty() || name.equals("chat") || name.equals(Assets.INDEX)) {
            return answer(request, assets().index(), "no-cache");
        }
        return assets().at(name).map(asset -> answer(request, asset, FOR_EVER)).orElseGet(() -> missing(path));
    }

    /** Read when first asked for: most starts serve no page, and all files must be digested and compressed for the first. */
    private synchronized Assets assets() {
        if (assets == null) {
            assets = Assets.load();
        }
        return assets;
    }

    private static Reply answer(Request request, Asset asset, String caching) {
        boolean compressed = accepts(request, "accept-encoding", "gzip");
        var tag = '"' + asset.tag() + (compressed ? "-gz" : "") + '"';
        if (accepts(request, "if-none-match", tag)) {
            return new Reply.Full(304, Headers.with("ETag", tag, "Cache-Control", caching, "Vary", "Accept-Encoding"), NOTHING);
        }
        var plain = Headers.with("Content-Type", asset.type(), "ETag", tag, "Cache-Control", caching, "Vary", "Accept-Encoding");
        var headers = compressed ? also(plain, "Content-Encoding", "gzip") : plain;
        boolean head = request.method().equals("HEAD");
        return new Reply.Full(200, headers, head ? NOTHING : compressed ? asset.compressed() : asset.plain());
    }

    private static Map<String, String> also(Map<String, String> headers, String name, String value) {
        var more = new HashMap<>(headers);
        more.put(name, value);
        return more;
    }

    private static Reply missing(String path) {
        var text = "There is nothing at " + path + ".\n";
        return new Reply.Full(404, Headers.with("Content-Type", "text/plain; charset=utf-8", "Cache-Control", "no-store"),
                text.getBytes(UTF_8));
    }

    /** One of a header's comma-separated values, weak marks and preferences aside. A value refused by {@code q=0} is not accepted. */
    private static boolean accepts(Request request, String header, String value) {
        return request.headers().getOrDefault(header, List.of()).stream()
                .flatMap(line -> Arrays.stream(line.split(",")))
                .map(each -> each.strip().replaceFirst("^W/", ""))
                .anyMatch(each -> each.equals(value) || each.startsWith(value + ";") && !each.matches(".*;\\s*q=0(\\.0*)?$"));
    }
}
