package dev.chela.channel.email.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** What servers say, as people may see it, and what is said to them. */
final class Said {
    private static final int LONGEST = 200;

    private Said() {}

    static String line(String said) {
        String plain = said.replaceAll("\\p{Cntrl}", " ").strip();
        return plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
    }

    /** Without what must not be seen, which some servers repeat. */
    static String without(String said, String secret) {
        String proof = Base64.getEncoder().encodeToString(secret.getBytes(StandardCharsets.UTF_8));
        return (secret.isEmpty() ? said : said.replace(secret, "***").replace(proof, "***")).replaceAll("(?i)(PLAIN|XOAUTH2) +[A-Za-z0-9+/=]{8,}", "$1 ***");
    }

    /** What a server says of a token that it does not take: base64 of JSON, which is for programs; or what it is, where it is something else. */
    static String challenge(String said) {
        try {
            return new String(Base64.getDecoder().decode(said.strip()), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException other) {
            return said;
        }
    }

    /** Throws what stands for a server's refusal. */
    static void thrown(Exception why) throws IOException, Refused {
        if (why instanceof IOException passing) {
            throw passing;
        }
        throw (Refused) why;
    }

    /** A folder's name in IMAP's own writing of it (RFC 3501, section 5.1.3). */
    static String folder(String name) {
        StringBuilder written = new StringBuilder();
        StringBuilder other = new StringBuilder();
        for (char sign : (name + "\0").toCharArray()) {
            if (sign >= ' ' && sign <= '~' || sign == 0) {
                if (other.length() > 0) {
                    String base64 = Base64.getEncoder().withoutPadding().encodeToString(other.toString().getBytes(StandardCharsets.UTF_16BE));
                    written.append('&').append(base64.replace('/', ',')).append('-');
                    other.setLength(0);
                }
                written.append(sign == '&' ? "&-" : sign == 0 ? "" : String.valueOf(sign));
            } else {
                other.append(sign);
            }
        }
        return written.toString();
    }
}
