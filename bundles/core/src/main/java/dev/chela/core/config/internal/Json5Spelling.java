package dev.chela.core.config.internal;

import java.math.BigInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Writes in JSON's words the few parts of JSON5 that Jackson does not read: {@code 0xFF}, a string that goes on in the next line after a
 * backslash, and the escapes {@code \v}, {@code \0}, {@code \xHH}. Lines keep their numbers: a line end taken out of a string is put
 * back behind it.
 */
final class Json5Spelling {
    private static final Pattern HEX = Pattern.compile("0[xX]([0-9a-fA-F]{1,16})(?![0-9a-zA-Z_$])");
    private static final Pattern BYTE = Pattern.compile("x([0-9a-fA-F]{2})");

    private final String text;
    private final StringBuilder out;
    private int at;

    private Json5Spelling(String text) {
        this.text = text;
        this.out = new StringBuilder(text.length() + 16);
    }

    static String respell(String text) {
        return text.indexOf('\\') < 0 && text.indexOf("0x") < 0 && text.indexOf("0X") < 0
                ? text
                : new Json5Spelling(text).whole();
    }

    private String whole() {
        Matcher hex = HEX.matcher(text);
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == '"' || c == '\'') {
                string(c);
            } else if (text.startsWith("//", at)) {
                copyTo(lineEnd(at));
            } else if (text.startsWith("/*", at)) {
                int end = text.indexOf("*/", at + 2);
                copyTo(end < 0 ? text.length() : end + 2);
            } else if (c == '0' && beginsNumber() && hex.region(at, text.length()).lookingAt()) {
                out.append(new BigInteger(hex.group(1), 16));
                at = hex.end();
            } else {
                copyTo(at + 1);
            }
        }
        return out.toString();
    }

    private boolean beginsNumber() {
        return at == 0 || !Character.isJavaIdentifierPart(text.charAt(at - 1)) && text.charAt(at - 1) != '.';
    }

    private void string(char quote) {
        int continued = 0;
        copyTo(at + 1);
        while (at < text.length() && text.charAt(at) != quote) {
            if (text.charAt(at) != '\\') {
                copyTo(at + 1);
            } else if (continues()) {
                continued++;
            } else {
                escape();
            }
        }
        copyTo(Math.min(at + 1, text.length()));
        out.append("\n".repeat(continued));
    }

    /** Passes over a backslash and the line end behind it. */
    private boolean continues() {
        if (text.startsWith("\r\n", at + 1)) {
            at += 3;
            return true;
        }
        if (at + 1 < text.length() && "\n\r\u2028\u2029".indexOf(text.charAt(at + 1)) >= 0) {
            at += 2;
            return true;
        }
        return false;
    }

    private void escape() {
        Matcher octets = BYTE.matcher(text).region(at + 1, text.length());
        if (text.startsWith("\\v", at)) {
            respelled("\\u000b", 2);
        } else if (text.startsWith("\\0", at)) {
            respelled("\\u0000", 2);
        } else if (octets.lookingAt()) {
            respelled("\\u00" + octets.group(1), 4);
        } else {
            copyTo(Math.min(at + 2, text.length()));
        }
    }

    private void respelled(String with, int length) {
        out.append(with);
        at += length;
    }

    private int lineEnd(int from) {
        int end = text.indexOf('\n', from);
        return end < 0 ? text.length() : end;
    }

    private void copyTo(int end) {
        out.append(text, at, end);
        at = end;
    }
}
