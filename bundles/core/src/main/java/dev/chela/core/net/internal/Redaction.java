package dev.chela.core.net.internal;

import java.net.URI;
import java.util.regex.Pattern;

/** Takes out of a text what must not be shown: keys, and the part of an address that may hold one. */
final class Redaction {
    private static final Pattern KEY = Pattern.compile(
            "(?i)\\b(sk|pk|rk|key|ghp|gho|xox[a-z]|AIza)[-_][A-Za-z0-9_*.\\-]{6,}|\\bBearer\\s+\\S+|\\bAIza[A-Za-z0-9_\\-]{10,}");

    private Redaction() {}

    static String text(String text) {
        return KEY.matcher(text).replaceAll("[secret]");
    }

    /** Scheme, host, port and path: a query or a user may be a credential. */
    static String address(URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        return uri.getScheme() + "://" + uri.getHost() + port + (uri.getRawPath() == null ? "" : uri.getRawPath());
    }
}
