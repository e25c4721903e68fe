package dev.chela.core.config.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.core.config.internal.Layout.Member;
import dev.chela.core.config.internal.Layout.Node;
import dev.chela.core.json.Json;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;

/** Makes a JSON5 text say something else by changing the members that differ. Everything between them stays as a person wrote it. */
final class Retouch {
    private static final String STEP = "  ";

    private final String text;
    private final boolean quoted;
    private final List<Splice> splices = new ArrayList<>();

    private record Splice(int start, int end, String with) {}

    private Retouch(String text, Node root) {
        this.text = text;
        this.quoted = !root.members().isEmpty() && "\"'".indexOf(text.charAt(root.members().get(0).start())) >= 0;
    }

    /** @return a text that reads as {@code after}; laid out anew where the old one gives nothing to hold on to */
    static String of(String text, ObjectNode before, ObjectNode after) {
        if (text.isBlank()) {
            return fresh(after);
        }
        Node root = Layout.of(text);
        Retouch retouch = new Retouch(text, root);
        retouch.object(root, before, after);
        String done = retouch.spliced();
        return Json5.parse("", done).tree().equals(after) ? done : fresh(after);
    }

    private static String fresh(ObjectNode tree) {
        return new Retouch("", new Node(0, 0, true, List.of())).render(tree, "") + "\n";
    }

    private void object(Node node, ObjectNode before, ObjectNode after) {
        List<Member> kept = node.members().stream().filter(member -> after.has(member.key())).toList();
        List<String> added = new ArrayList<>();
        after.fieldNames().forEachRemaining(key -> {
            if (!before.has(key)) {
                added.add(key);
            }
        });
        if (kept.isEmpty() && !added.isEmpty()) {
            splices.add(new Splice(node.start(), node.end(), render(after, indent(node.start()))));
            return;
        }
        kept.forEach(member -> member(member, before.get(member.key()), after.get(member.key())));
        remove(node, kept, after, added.isEmpty());
        if (!added.isEmpty()) {
            add(kept.get(kept.size() - 1), added, after);
        }
    }

    private void member(Member member, JsonNode before, JsonNode after) {
        if (before instanceof ObjectNode old && after instanceof ObjectNode now && member.value().object()) {
            object(member.value(), old, now);
        } else if (!before.equals(after)) {
            splices.add(new Splice(member.value().start(), member.value().end(), render(after, indent(member.start()))));
        }
    }

    private void remove(Node node, List<Member> kept, ObjectNode after, boolean nothingAdded) {
        for (Member member : node.members()) {
            if (!after.has(member.key())) {
                splices.add(new Splice(lineStart(member.start()), lineEnd(behindComma(member)), ""));
            }
        }
        Member last = node.members().isEmpty() ? null : node.members().get(node.members().size() - 1);
        if (nothingAdded && last != null && !kept.isEmpty() && !kept.contains(last) && !hasComma(last)) {
            int comma = Layout.next(text, kept.get(kept.size() - 1).value().end());
            splices.add(new Splice(comma, comma + 1, ""));
        }
    }

    private void add(Member last, List<String> keys, ObjectNode after) {
        String indent = indent(last.start());
        boolean ownLine = text.substring(0, last.start()).endsWith("\n" + indent);
        String before = ownLine ? "\n" + indent : " ";
        boolean comma = hasComma(last);
        String members = keys.stream().map(key -> before + name(key) + ": " + render(after.get(key), indent))
                .collect(Collectors.joining(",")) + (comma ? "," : "");
        int end = behindComma(last);
        int place = ownLine ? commentEnd(end) : end;
        if (!comma && place > end) {
            splices.add(new Splice(end, end, ","));
        }
        splices.add(new Splice(place, place, comma || place > end ? members : "," + members));
    }

    private boolean hasComma(Member member) {
        int next = Layout.next(text, member.value().end());
        return next < text.length() && text.charAt(next) == ',';
    }

    private int behindComma(Member member) {
        return hasComma(member) ? Layout.next(text, member.value().end()) + 1 : member.value().end();
    }

    /** Behind the comment that ends the line, when one does. */
    private int commentEnd(int from) {
        int at = blank(from);
        if (text.startsWith("//", at)) {
            int end = text.indexOf('\n', at);
            return end < 0 ? text.length() : text.charAt(end - 1) == '\r' ? end - 1 : end;
        }
        return from;
    }

    private int blank(int from) {
        int at = from;
        while (at < text.length() && (text.charAt(at) == ' ' || text.charAt(at) == '\t')) {
            at++;
        }
        return at;
    }

    /** Before the line end in front of a place, when only blanks stand between; so that a removed line leaves none. */
    private int lineStart(int from) {
        int at = from;
        while (at > 0 && (text.charAt(at - 1) == ' ' || text.charAt(at - 1) == '\t')) {
            at--;
        }
        boolean first = at == 0 || text.charAt(at - 1) != '\n';
        return first ? from : at > 1 && text.charAt(at - 2) == '\r' ? at - 2 : at - 1;
    }

    private int lineEnd(int from) {
        int end = commentEnd(from);
        int at = blank(end);
        return at >= text.length() || text.charAt(at) == '\n' || text.charAt(at) == '\r' ? at : end == from ? at : end;
    }

    private String indent(int place) {
        int line = text.lastIndexOf('\n', place - 1) + 1;
        return text.isEmpty() ? "" : text.substring(line, Math.min(blank(line), place));
    }

    private String spliced() {
        StringBuilder done = new StringBuilder(text);
        splices.stream().sorted(Comparator.comparingInt(Splice::start).thenComparing(Splice::end).reversed())
                .forEach(splice -> done.replace(splice.start(), splice.end(), splice.with()));
        return done.toString();
    }

    private String render(JsonNode node, String indent) {
        String deeper = indent + STEP;
        if (node instanceof ObjectNode object && !object.isEmpty()) {
            return object.properties().stream().map(field -> deeper + name(field.getKey()) + ": " + render(field.getValue(), deeper))
                    .collect(Collectors.joining(",\n", "{\n", "\n" + indent + "}"));
        }
        if (node instanceof ArrayNode list && StreamSupport.stream(list.spliterator(), false).anyMatch(JsonNode::isContainerNode)) {
            return StreamSupport.stream(list.spliterator(), false).map(entry -> deeper + render(entry, deeper))
                    .collect(Collectors.joining(",\n", "[\n", "\n" + indent + "]"));
        }
        if (node instanceof ArrayNode list) {
            return StreamSupport.stream(list.spliterator(), false).map(Json::write).collect(Collectors.joining(", ", "[", "]"));
        }
        return Json.write(node);
    }

    private String name(String key) {
        return quoted || !key.matches("[A-Za-z_][A-Za-z0-9_]*") ? Json.write(com.fasterxml.jackson.databind.node.TextNode.valueOf(key)) : key;
    }
}
