package dev.chela.web.internal;

import java.util.HashMap;
import java.util.Map;

/** What every answer of the page says to the browser. */
final class Headers {
    /**
     * Own files only: no inline script or style, no other server for anything, no frame around the page. Markup is made by the
     * sanitiser's policy alone, so a string that comes from a model cannot become an element in any other way.
     */
    static final String POLICY = String.join("; ",
            "default-src 'none'", "script-src 'self'", "style-src 'self'", "img-src 'self' data: blob:", "font-src 'self'",
            "connect-src 'self'", "base-uri 'none'", "form-action 'none'", "frame-ancestors 'none'", "object-src 'none'",
            "require-trusted-types-for 'script'", "trusted-types dompurify");

    private static final Map<String, String> SAFETY = Map.of(
            "Content-Security-Policy", POLICY,
            "X-Frame-Options", "DENY",
            "X-Content-Type-Options", "nosniff",
            "Referrer-Policy", "no-referrer",
            "Cross-Origin-Opener-Policy", "same-origin",
            "Cross-Origin-Resource-Policy", "same-origin",
            "Permissions-Policy", "camera=(), geolocation=(), microphone=(), payment=(), usb=()");

    private Headers() {}

    static Map<String, String> with(String... namesAndValues) {
        var headers = new HashMap<>(SAFETY);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers.put(namesAndValues[i], namesAndValues[i + 1]);
        }
        return Map.copyOf(headers);
    }
}
