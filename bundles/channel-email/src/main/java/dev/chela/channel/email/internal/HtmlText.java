package dev.chela.channel.email.internal;

import java.util.Set;
import java.util.stream.Collectors;
import org.jsoup.Jsoup;
import org.jsoup.nodes.Element;
import org.jsoup.nodes.Node;
import org.jsoup.nodes.TextNode;
import org.jsoup.select.NodeTraversor;
import org.jsoup.select.NodeVisitor;

/** What somebody reads who is shown HTML. Pure. */
final class HtmlText {
    private static final Set<String> APART = Set.of("p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "ul", "ol", "table", "tr", "blockquote", "pre", "hr", "li", "dd", "dt");

    /** The next one of these begins the next line. */
    private static final Set<String> LINES = Set.of("li", "tr", "dd", "dt");

    private HtmlText() {}

    static String of(String html) {
        Element body = Jsoup.parse(html).body();
        body.select("script, style, template, [hidden], .gmail_quote, blockquote[type=cite]").remove();
        StringBuilder text = new StringBuilder();
        NodeTraversor.traverse(new NodeVisitor() {
            @Override
            public void head(Node node, int depth) {
                if (node instanceof TextNode words) {
                    text.append(preformatted(node) ? words.getWholeText() : words.text());
                } else if (node.nameIs("br") || APART.contains(node.normalName())) {
                    text.append('\n').append(node.nameIs("li") ? "• " : "");
                }
            }

            @Override
            public void tail(Node node, int depth) {
                String link = node.nameIs("a") ? node.attr("href") : "";
                boolean shown = node instanceof Element element && element.text().contains(link);
                text.append((link.startsWith("http://") || link.startsWith("https://")) && !shown ? " (" + link + ")" : "");
                text.append(node.nameIs("td") || node.nameIs("th") ? " " : "");
                text.append(APART.contains(node.normalName()) && !LINES.contains(node.normalName()) ? "\n" : "");
            }
        }, body);
        String lines = text.toString().replace('\u00a0', ' ').lines().map(String::strip).collect(Collectors.joining("\n"));
        return lines.replaceAll("\n{3,}", "\n\n").strip();
    }

    private static boolean preformatted(Node node) {
        for (Node above = node.parent(); above != null; above = above.parent()) {
            if (above.nameIs("pre")) {
                return true;
            }
        }
        return false;
    }
}
