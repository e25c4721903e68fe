package dev.chela.channel.email.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Words that are not ASCII, in the head of a letter (RFC 2047). */
final class Words {
    private static final Pattern CODED = Pattern.compile("=\\?([^?*\\s]{1,40})(?:\\*[^?\\s]*)?\\?([bBqQ])\\?([^?\\s]*)\\?=");
    /** An encoded word has 75 characters at most; its frame takes 12. */
    private static final int ROOM = 45;

    private Words() {}

    /** Neighbours are one text, even where a sign was cut in two. */
    static String decoded(String written) {
        StringBuilder text = new StringBuilder();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String charset = "";
        int done = 0;
        Matcher word = CODED.matcher(written);
        while (word.find()) {
            String between = written.substring(done, word.start());
            if (!between.isBlank() || done == 0 || !charset.equalsIgnoreCase(word.group(1))) {
                text.append(Transfer.text(bytes.toByteArray(), charset));
                bytes.reset();
                text.append(done > 0 && between.isBlank() ? "" : between);
            }
            charset = word.group(1);
            bytes.writeBytes(word.group(2).equalsIgnoreCase("b") ? Transfer.base64(word.group(3).getBytes(StandardCharsets.US_ASCII))
                    : Transfer.quotedPrintable(word.group(3).replace('_', ' ').getBytes(StandardCharsets.US_ASCII)));
            done = word.end();
        }
        return clean(text.append(Transfer.text(bytes.toByteArray(), charset)).append(written.substring(done)).toString());
    }

    /** Nothing that ends a line, and nothing else that cannot be seen. */
    static String clean(String text) {
        return text.replaceAll("[\\p{Cntrl}\\u2028\\u2029]+", " ").strip();
    }

    static boolean ascii(String text) {
        return text.chars().allMatch(sign -> sign >= ' ' && sign <= '~');
    }

    /** As it can stand in a head: as it is, or in encoded words, each on a line of its own. */
    static String encoded(String given) {
        String text = clean(given);
        if (ascii(text) && !text.contains("=?")) {
            return text;
        }
        StringBuilder written = new StringBuilder();
        StringBuilder word = new StringBuilder();
        text.codePoints().forEach(point -> {
            String sign = Character.toString(point);
            if ((word + sign).getBytes(StandardCharsets.UTF_8).length > ROOM) {
                written.append(word(word.toString())).append("\r\n ");
                word.setLength(0);
            }
            word.append(sign);
        });
        return written.append(word(word.toString())).toString();
    }

    private static String word(String text) {
        return "=?UTF-8?B?" + Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8)) + "?=";
    }
}
