package dev.chela.testkit.telegram;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people see of a text: marks are taken away, and what Telegram does not understand is refused. */
final class Markup {
    private static final Pattern TAG = Pattern.compile(
            "<(/?)(b|strong|i|em|u|s|code|pre|blockquote|a)((?: href=\"[^\"<>]*\"| class=\"language-[^\"<>]*\")?)>");

    private Markup() {}

    static Optional<String> shown(ObjectNode ask, String name) {
        if (!ask.has(name)) {
            return Optional.empty();
        }
        String text = ask.path(name).asText();
        String shown = ask.path("parse_mode").asText().equals("HTML") ? parsed(text) : text;
        int most = name.equals("caption") ? 1_024 : 4_096;
        if (shown.length() > most) {
            throw Refusal.of(400, name.equals("caption") ? "Bad Request: message caption is too long" : "Bad Request: message is too long");
        }
        return Optional.of(shown.strip());
    }

    private static String parsed(String html) {
        Deque<String> open = new ArrayDeque<>();
        StringBuilder text = new StringBuilder();
        Matcher tag = TAG.matcher(html);
        int at = 0;
        while (tag.find()) {
            text.append(words(html.substring(at, tag.start())));
            at = tag.end();
            if (tag.group(1).isEmpty()) {
                open.push(tag.group(2));
            } else if (!tag.group(2).equals(open.poll())) {
                throw Refusal.of(400, "Bad Request: can't parse entities: Unmatched end tag at byte offset " + tag.start());
            }
        }
        if (!open.isEmpty()) {
            throw Refusal.of(400, "Bad Request: can't parse entities: Can't find end tag corresponding to start tag \"" + open.peek() + "\"");
        }
        return text.append(words(html.substring(at))).toString();
    }

    private static String words(String text) {
        if (text.contains("<")) {
            throw Refusal.of(400, "Bad Request: can't parse entities: Unsupported start tag");
        }
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&quot;", "\"").replace("&amp;", "&");
    }
}
