package dev.chela.itests.powercut;

import dev.chela.itests.powercut.Node.Folder;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;

/** Which names lead where, in one state of the disk. */
final class Tree {
    private final Folder root;
    private final Map<Folder, Map<String, Node>> folders = new IdentityHashMap<>();

    Tree(Folder root) {
        this.root = root;
    }

    Tree copy() {
        Tree copy = new Tree(root);
        folders.forEach((folder, names) -> copy.folders.put(folder, new HashMap<>(names)));
        return copy;
    }

    private Map<String, Node> names(Folder folder) {
        return folders.computeIfAbsent(folder, made -> new HashMap<>());
    }

    void put(Folder folder, String name, Node node) {
        names(folder).put(name, node);
    }

    /** Where the name leads to something else meanwhile, that stays. */
    void drop(Folder folder, String name, Node node) {
        names(folder).computeIfPresent(name, (same, now) -> now == node ? null : now);
    }

    /** @param path from the root, with slashes; empty for the root itself */
    Optional<Node> find(String path) {
        Optional<Node> at = Optional.of(root);
        for (String name : path.isEmpty() ? new String[0] : path.split("/")) {
            at = at.filter(Folder.class::isInstance).map(Folder.class::cast).map(folder -> names(folder).get(name));
        }
        return at;
    }

    /** Each path and what it leads to, a directory before what is in it. */
    void walk(BiConsumer<String, Node> visitor) {
        walk("", root, visitor);
    }

    private void walk(String path, Folder folder, BiConsumer<String, Node> visitor) {
        new TreeMap<>(names(folder)).forEach((name, node) -> {
            visitor.accept(path + name, node);
            if (node instanceof Folder inner) {
                walk(path + name + '/', inner, visitor);
            }
        });
    }
}
