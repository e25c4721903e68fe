package dev.chela.core.media.internal;

import dev.chela.api.fault.Permanent;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A {@code data:} URL (RFC 2397) whose content is base64. */
public record DataUrl(String mimeType, byte[] content) {
    private static final Pattern FORM = Pattern.compile("data:([^,;]{0,120})(?:;[^,;]{0,120}){0,4};base64");

    /** @throws Permanent for another one */
    public static DataUrl read(String url) {
        int comma = url.indexOf(',');
        Matcher head = FORM.matcher(comma < 0 ? "" : url.substring(0, comma));
        if (!head.matches()) {
            throw new Permanent("a data: URL must be data:TYPE;base64,CONTENT");
        }
        try {
            return new DataUrl(head.group(1), Base64.getDecoder().decode(url.substring(comma + 1).replaceAll("\\s", "")));
        } catch (IllegalArgumentException malformed) {
            throw new Permanent("the content of a data: URL is no base64: " + malformed.getMessage(), malformed);
        }
    }
}
