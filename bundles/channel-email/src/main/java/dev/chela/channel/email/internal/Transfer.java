package dev.chela.channel.email.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Arrays;
import java.util.Base64;

/** Bytes as they travel (RFC 2045, section 6). Whatever is written wrongly is read as well as it can be. */
final class Transfer {
    private static final int WIDTH = 75;
    private static final String HEX = "0123456789ABCDEF";

    private Transfer() {}

    /** @param encoding as the part says it, in small letters */
    static byte[] decoded(byte[] raw, String encoding) {
        return switch (encoding) {
            case "base64" -> base64(raw);
            case "quoted-printable" -> quotedPrintable(raw);
            default -> raw;
        };
    }

    static byte[] base64(byte[] raw) {
        ByteArrayOutputStream signs = new ByteArrayOutputStream(raw.length);
        for (byte each : raw) {
            if (each == '=') {
                break;
            }
            if (each >= 'A' && each <= 'Z' || each >= 'a' && each <= 'z' || each >= '0' && each <= '9' || each == '+' || each == '/') {
                signs.write(each);
            }
        }
        byte[] given = signs.toByteArray();
        int whole = given.length % 4 == 1 ? given.length - 1 : given.length;
        return Base64.getDecoder().decode(Arrays.copyOf(given, whole));
    }

    static byte[] quotedPrintable(byte[] raw) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length);
        for (int at = 0; at < raw.length; at++) {
            int soft = raw[at] == '=' ? lineEnd(raw, at + 1) : 0;
            if (soft > 0) {
                at += soft;
            } else if (raw[at] == '=' && at + 2 < raw.length && hex(raw[at + 1]) >= 0 && hex(raw[at + 2]) >= 0) {
                bytes.write(hex(raw[at + 1]) * 16 + hex(raw[at + 2]));
                at += 2;
            } else {
                bytes.write(raw[at]);
            }
        }
        return bytes.toByteArray();
    }

    /** @return how many bytes a line's end takes here, blanks before it included; 0 for none */
    private static int lineEnd(byte[] raw, int from) {
        int at = from;
        while (at < raw.length && (raw[at] == ' ' || raw[at] == '\t' || raw[at] == '\r')) {
            at++;
        }
        return at < raw.length && raw[at] == '\n' ? at + 1 - from : at == raw.length ? at - from : 0;
    }

    static byte[] percents(String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(raw.length);
        for (int at = 0; at < raw.length; at++) {
            boolean coded = raw[at] == '%' && at + 2 < raw.length && hex(raw[at + 1]) >= 0 && hex(raw[at + 2]) >= 0;
            bytes.write(coded ? hex(raw[at + 1]) * 16 + hex(raw[at + 2]) : raw[at]);
            at += coded ? 2 : 0;
        }
        return bytes.toByteArray();
    }

    /** What may stand for itself does (RFC 5987, section 3.2.1). */
    static String percented(String text) {
        StringBuilder written = new StringBuilder();
        for (byte each : text.getBytes(StandardCharsets.UTF_8)) {
            boolean plain = Character.isLetterOrDigit(each & 0xff) && each > 0 || "-._~".indexOf(each) >= 0;
            written.append(plain ? String.valueOf((char) each) : "%" + HEX.charAt((each & 0xff) >> 4) + HEX.charAt(each & 15));
        }
        return written.toString();
    }

    private static int hex(byte sign) {
        return Character.digit(sign, 16);
    }

    /** A charset that does not exist, or that Java does not have, is guessed. */
    static String text(byte[] bytes, String charset) {
        try {
            boolean usual = charset.isBlank() || charset.equalsIgnoreCase("us-ascii") || charset.equalsIgnoreCase("utf-8");
            return usual ? Headers.text(bytes) : new String(bytes, Charset.forName(charset.strip()));
        } catch (IllegalCharsetNameException | UnsupportedCharsetException unknown) {
            return Headers.text(bytes);
        }
    }

    /** UTF-8 in lines of ASCII, each ended by CR LF. */
    static String quotedPrintable(String text) {
        StringBuilder written = new StringBuilder();
        for (String line : text.split("\r\n|\r|\n", -1)) {
            int width = 0;
            byte[] bytes = line.getBytes(StandardCharsets.UTF_8);
            for (int at = 0; at < bytes.length; at++) {
                int sign = bytes[at] & 0xff;
                boolean plain = sign > ' ' && sign <= '~' && sign != '=' || sign == ' ' && at + 1 < bytes.length;
                String piece = plain ? String.valueOf((char) sign) : "=" + HEX.charAt(sign >> 4) + HEX.charAt(sign & 15);
                if (width + piece.length() > WIDTH) {
                    written.append("=\r\n");
                    width = 0;
                }
                written.append(piece);
                width += piece.length();
            }
            written.append("\r\n");
        }
        return written.toString();
    }
}
