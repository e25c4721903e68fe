package dev.chela.channel.slack.internal;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.api.channel.Text;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What people write, without what Slack puts around names and addresses (docs.slack.dev, "Formatting message text"). Pure. */
final class Wording {
    private static final Pattern AROUND = Pattern.compile("<([@#!]?)([^<>|]+)(?:\\|([^<>]*))?>");

    private Wording() {}

    static Set<String> mentioned(String text) {
        Set<String> ids = new HashSet<>();
        for (Matcher found = AROUND.matcher(text); found.find();) {
            if (found.group(1).equals("@")) {
                ids.add(found.group(2));
            }
        }
        return Set.copyOf(ids);
    }

    /** @param names of people by their ids */
    static Text read(String text, Me me, JsonNode names) {
        Set<String> mentioned = mentioned(text);
        // To whom it is said need not be repeated to him, and an order begins with its slash.
        String said = text.replaceFirst("^\\s*<@" + Pattern.quote(me.id()) + "(\\|[^<>]*)?>[\\s,:]*", "");
        StringBuilder plain = new StringBuilder();
        Matcher found = AROUND.matcher(said);
        while (found.find()) {
            found.appendReplacement(plain, Matcher.quoteReplacement(word(found, me, names)));
        }
        return new Text(entities(found.appendTail(plain).toString()), mentioned.contains(me.id()), mentioned);
    }

    private static String word(Matcher found, Me me, JsonNode names) {
        String label = found.group(3) == null ? "" : found.group(3);
        String of = found.group(2);
        return switch (found.group(1)) {
            case "@" -> "@" + (of.equals(me.id()) ? me.name() : names.path(of).asText(label.isEmpty() ? of : label));
            case "#" -> "#" + (label.isEmpty() ? of : label);
            case "!" -> label.isEmpty() ? "@" + of.replaceFirst("\\^.*", "") : label;
            default -> label.isEmpty() || label.equals(of) || of.equals("mailto:" + label) || of.matches("https?://" + Pattern.quote(label) + "/?") ? bare(of, label) : label + " (" + of + ")";
        };
    }

    private static String bare(String address, String label) {
        return address.startsWith("mailto:") && !label.isEmpty() ? label : address;
    }

    private static String entities(String text) {
        return text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&");
    }
}
