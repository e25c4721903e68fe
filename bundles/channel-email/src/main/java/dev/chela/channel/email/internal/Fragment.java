package dev.chela.channel.email.internal;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An answer in the house's HTML: a few tags, four entities, and lines that are lines. The same for those who are shown no HTML. Pure. */
final class Fragment {
    private static final Pattern LINK = Pattern.compile("<a href=\"([^\"]*)\">([^<]*)</a>");

    private Fragment() {}

    static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\"", "&quot;");
    }

    static String plain(String html) {
        String linked = LINK.matcher(html).replaceAll(link -> Matcher.quoteReplacement(
                link.group(2).equals(link.group(1)) ? link.group(2) : link.group(2) + " (" + link.group(1) + ")"));
        return linked.replaceAll("<[^>]*>", "").replace("&quot;", "\"").replace("&gt;", ">").replace("&lt;", "<").replace("&amp;", "&");
    }
}
