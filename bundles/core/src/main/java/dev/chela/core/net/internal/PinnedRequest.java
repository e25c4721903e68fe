package dev.chela.core.net.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.api.net.Http.Call;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;

/** A request as it goes over the wire (RFC 9112): nothing in it can begin a line that the caller did not mean. */
record PinnedRequest(URI uri, String host, int port, boolean secure, byte[] bytes) {
    private static final Pattern TOKEN = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]+");
    /** What is decided here. */
    private static final Set<String> OURS = Set.of("host", "connection", "content-length", "transfer-encoding", "expect", "upgrade");

    static PinnedRequest of(Call call) {
        URI uri = call.uri();
        String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
        boolean secure = scheme.equals("https");
        if (!secure && !scheme.equals("http") || uri.getHost() == null || uri.getRawUserInfo() != null || uri.getPort() > 65_535) {
            throw new Permanent("only http and https addresses with a host and without a user are called, not '" + Redaction.address(uri) + "'");
        }
        if (!TOKEN.matcher(call.method()).matches()) {
            throw new Permanent("'" + call.method() + "' is no HTTP method");
        }
        int port = uri.getPort() >= 0 ? uri.getPort() : secure ? 443 : 80;
        String host = uri.getHost().startsWith("[") ? uri.getHost().substring(1, uri.getHost().length() - 1) : uri.getHost();
        return new PinnedRequest(uri, host, port, secure, bytes(call));
    }

    private static byte[] bytes(Call call) {
        URI uri = call.uri();
        String path = uri.getRawPath() == null || uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
        StringBuilder head = new StringBuilder(call.method() + " " + target + " HTTP/1.1\r\nHost: " + uri.getHost()
                + (uri.getPort() < 0 ? "" : ":" + uri.getPort()) + "\r\nConnection: close\r\n");
        if (call.body().length > 0 || !Set.of("GET", "HEAD").contains(call.method())) {
            head.append("Content-Length: ").append(call.body().length).append("\r\n");
        }
        call.headers().forEach((name, values) -> values.forEach(value -> header(head, name, value)));
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
        all.writeBytes(call.body());
        return all.toByteArray();
    }

    private static void header(StringBuilder head, String name, String value) {
        if (!TOKEN.matcher(name).matches() || value.chars().anyMatch(c -> c < ' ' && c != '\t' || c == 0x7f)) {
            throw new Permanent("the header '" + (TOKEN.matcher(name).matches() ? name : "?") + "' cannot be sent: it has a character that no header may have");
        }
        if (!OURS.contains(name.toLowerCase(Locale.ROOT))) {
            head.append(name).append(": ").append(value).append("\r\n");
        }
    }
}
