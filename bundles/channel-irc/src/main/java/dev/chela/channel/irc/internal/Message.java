package dev.chela.channel.irc.internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * One line of the protocol, as RFC 1459 and IRCv3's message tags have it.
 *
 * @param prefix who says it: {@code nick!user@host}, or a server's name; empty for none
 * @param command in capitals, or three digits
 * @param parameters the last one may have spaces in it
 */
record Message(Map<String, String> tags, String prefix, String command, List<String> parameters) {
    static Message of(String line) {
        String rest = line;
        Map<String, String> tags = Map.of();
        if (rest.startsWith("@")) {
            tags = tags(first(rest).substring(1));
            rest = after(rest);
        }
        String prefix = "";
        if (rest.startsWith(":")) {
            prefix = first(rest).substring(1);
            rest = after(rest);
        }
        List<String> parameters = new ArrayList<>();
        String command = first(rest);
        for (rest = after(rest); !rest.isEmpty(); rest = after(rest)) {
            if (rest.startsWith(":")) {
                parameters.add(rest.substring(1));
                break;
            }
            parameters.add(first(rest));
        }
        return new Message(tags, prefix, command.toUpperCase(Locale.ROOT), List.copyOf(parameters));
    }

    private static String first(String text) {
        int end = text.indexOf(' ');
        return end < 0 ? text : text.substring(0, end);
    }

    private static String after(String text) {
        int end = text.indexOf(' ');
        return end < 0 ? "" : text.substring(end).stripLeading();
    }

    private static Map<String, String> tags(String text) {
        return Arrays.stream(text.split(";")).filter(tag -> !tag.isEmpty()).map(tag -> tag.split("=", 2))
                .collect(Collectors.toMap(tag -> tag[0], tag -> tag.length > 1 ? unescaped(tag[1]) : "", (one, other) -> other, HashMap::new));
    }

    private static String unescaped(String value) {
        StringBuilder plain = new StringBuilder();
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\\' && ++i < value.length()) {
                c = switch (value.charAt(i)) {
                    case ':' -> ';';
                    case 's' -> ' ';
                    case 'r' -> '\r';
                    case 'n' -> '\n';
                    default -> value.charAt(i);
                };
            } else if (c == '\\') {
                break;
            }
            plain.append(c);
        }
        return plain.toString();
    }

    /** @return empty where there is none */
    String parameter(int index) {
        return index < parameters.size() ? parameters.get(index) : "";
    }

    String last() {
        return parameters.isEmpty() ? "" : parameters.get(parameters.size() - 1);
    }

    String nick() {
        int end = prefix.indexOf('!');
        return end < 0 ? prefix : prefix.substring(0, end);
    }
}
