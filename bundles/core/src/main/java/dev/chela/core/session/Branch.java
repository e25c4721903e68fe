package dev.chela.core.session;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One way through the tree of a transcript, from its beginning to an entry after which nothing was said, or after which the
 * conversation goes on now. Entries of the type {@code leaf} only say where it goes on; they are on no way. Pure.
 *
 * @param entries oldest first
 * @param active whether it is the conversation now
 */
public record Branch(List<Entry> entries, boolean active) {
    public static final String MARK = "leaf";
    /** In a mark: the entry that it leaves behind for good. The way there is shown to nobody any more. */
    public static final String LEFT = "left";

    public Entry tip() {
        return entries.get(entries.size() - 1);
    }

    public List<Entry> messages() {
        return entries.stream().filter(Entry::isMessage).toList();
    }

    /** The way to an entry; to the last one when there is none with this id. */
    public static List<Entry> to(String leaf, List<Entry> tree) {
        return tree.isEmpty() || isStraight(leaf, tree) ? tree : way(leaf, tree, byId(tree));
    }

    /** Nothing was ever said after another entry than the last. */
    private static boolean isStraight(String leaf, List<Entry> tree) {
        String before = "";
        for (Entry entry : tree) {
            if (marks(entry) || !before.isEmpty() && !entry.parent().equals(before)) {
                return false;
            }
            before = entry.id();
        }
        return before.equals(leaf);
    }

    /** All ways through a tree, the one that was begun first before the others; none when nothing was said. */
    public static List<Branch> all(String leaf, List<Entry> tree) {
        if (tree.stream().noneMatch(Entry::isMessage)) {
            return List.of();
        }
        Map<String, Entry> byId = byId(tree);
        List<Entry> now = way(leaf, tree, byId);
        String active = now.get(now.size() - 1).id();
        Set<String> continued = new HashSet<>();
        tree.stream().filter(entry -> !marks(entry)).forEach(entry -> continued.add(before(entry, byId)));
        Set<String> left = new HashSet<>();
        tree.stream().filter(Branch::marks).forEach(mark -> left.add(mark.body().path(LEFT).asText("")));
        return tree.stream().filter(entry -> !marks(entry)).map(Entry::id)
                .filter(id -> !continued.contains(id) && !left.contains(id) || id.equals(active))
                .map(tip -> new Branch(way(tip, tree, byId), tip.equals(active))).toList();
    }

    private static boolean marks(Entry entry) {
        return entry.type().equals(MARK);
    }

    private static Map<String, Entry> byId(List<Entry> tree) {
        Map<String, Entry> byId = new HashMap<>();
        tree.forEach(entry -> byId.put(entry.id(), entry));
        return byId;
    }

    /** No longer than the tree, whatever an editor made of the file. */
    private static List<Entry> way(String leaf, List<Entry> tree, Map<String, Entry> byId) {
        List<Entry> way = new ArrayList<>();
        Entry at = byId.getOrDefault(leaf, tree.get(tree.size() - 1));
        for (int steps = 0; at != null && steps < tree.size(); steps++) {
            if (!marks(at)) {
                way.add(at);
            }
            at = byId.get(at.parent());
        }
        Collections.reverse(way);
        return List.copyOf(way);
    }

    /** The entry that this one follows, past what only marks. */
    private static String before(Entry entry, Map<String, Entry> byId) {
        Entry at = byId.get(entry.parent());
        for (int steps = 0; at != null && marks(at) && steps < byId.size(); steps++) {
            at = byId.get(at.parent());
        }
        return at == null ? "" : at.id();
    }
}
