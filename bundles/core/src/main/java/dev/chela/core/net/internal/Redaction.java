package dev.chela.core.net.internal;

import java.net.URI;
import java.util.regex.Pattern;

/** Takes out of a text what must not be shown: keys, and the part of an address that may hold one. */
final class Redaction {
    private static final Pattern KEY = Pattern.compile(
            "(?i)\\b(sk|pk|rk|key|ghp|gho|xox[a-z]|AIza)[-_][A-Za-z0-9_*.\\-]{6,}|\\bBearer\\s+\\S+|\\bAIza[A-Za-z0-9_\\-]{10,}");

    /** Chat platforms put tokens into paths: long, and of capitals, small letters and digits together, as no word and no model's name is. */
    private static final Pattern IN_PATH = Pattern.compile(
            "(?<=/)(?=[^/]{0,200}[A-Z])(?=[^/]{0,200}[a-z])(?=[^/]{0,200}[0-9])[^/]*[A-Za-z0-9_-]{20,}[^/]*");

    private Redaction() {}

    static String text(String text) {
        return KEY.matcher(text).replaceAll("[secret]");
    }

    /** Scheme, host, port and path: a query or a user may be a credential, and so may a part of the path that looks like one. */
    static String address(URI uri) {
        String port = uri.getPort() < 0 ? "" : ":" + uri.getPort();
        String path = uri.getRawPath() == null ? "" : IN_PATH.matcher(uri.getRawPath()).replaceAll("[secret]");
        return uri.getScheme() + "://" + uri.getHost() + port + path;
    }
}
