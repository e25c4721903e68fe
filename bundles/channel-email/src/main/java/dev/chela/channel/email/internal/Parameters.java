package dev.chela.channel.email.internal;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What stands behind the value of a field: {@code text/plain; charset=utf-8}, in pieces and in other languages, too (RFC 2045, RFC 2231). */
final class Parameters {
    private static final Pattern STAR = Pattern.compile("([^*]+)(?:\\*(\\d{1,3}))?(\\*)?");

    /** A piece of a value. @param coded whether signs stand as {@code %XX} in it */
    private record Piece(String text, boolean coded) {}

    private Parameters() {}

    /** The words between semicolons; what is in quotes or in comments parts nothing. */
    static List<String> words(String value) {
        List<String> words = new ArrayList<>();
        StringBuilder word = new StringBuilder();
        boolean quoted = false;
        int comments = 0;
        for (int at = 0; at < value.length(); at++) {
            char sign = value.charAt(at);
            if (sign == '\\' && (quoted || comments > 0) && at + 1 < value.length()) {
                at++;
                if (comments == 0) {
                    word.append(sign).append(value.charAt(at));
                }
            } else if (sign == '"' && comments == 0) {
                quoted = !quoted;
                word.append(sign);
            } else if (!quoted && (sign == '(' || sign == ')' && comments > 0)) {
                comments += sign == '(' ? 1 : -1;
            } else if (sign == ';' && !quoted && comments == 0) {
                words.add(word.toString().strip());
                word.setLength(0);
            } else if (comments == 0) {
                word.append(sign);
            }
        }
        words.add(word.toString().strip());
        return words;
    }

    static String value(String field) {
        return words(field).get(0);
    }

    /** By their names in small letters. */
    static Map<String, String> of(String field) {
        Map<String, TreeMap<Integer, Piece>> found = new LinkedHashMap<>();
        words(field).stream().skip(1).limit(200).forEach(word -> {
            int is = word.indexOf('=');
            Matcher name = STAR.matcher(is < 0 ? "" : word.substring(0, is).strip().toLowerCase(Locale.ROOT));
            if (name.matches()) {
                found.computeIfAbsent(name.group(1), none -> new TreeMap<>()).putIfAbsent(name.group(2) == null ? 0 : Integer.parseInt(name.group(2)),
                        new Piece(unquoted(word.substring(is + 1).strip()), name.group(3) != null));
            }
        });
        Map<String, String> values = new LinkedHashMap<>();
        found.forEach((name, pieces) -> values.put(name, joined(List.copyOf(pieces.values()))));
        return values;
    }

    static String unquoted(String word) {
        return word.length() >= 2 && word.startsWith("\"") && word.endsWith("\"") ? word.substring(1, word.length() - 1).replaceAll("\\\\(.)", "$1") : word;
    }

    private static String joined(List<Piece> pieces) {
        if (pieces.stream().noneMatch(Piece::coded)) {
            return Words.decoded(String.join("", pieces.stream().map(Piece::text).toList()));
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        String charset = "utf-8";
        for (int number = 0; number < pieces.size(); number++) {
            String text = pieces.get(number).text();
            String[] head = text.split("'", 3);
            if (number == 0 && pieces.get(0).coded() && head.length == 3) {
                charset = head[0];
                text = head[2];
            }
            bytes.writeBytes(pieces.get(number).coded() ? Transfer.percents(text) : text.getBytes(StandardCharsets.UTF_8));
        }
        return Transfer.text(bytes.toByteArray(), charset);
    }
}
