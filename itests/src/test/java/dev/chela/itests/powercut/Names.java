package dev.chela.itests.powercut;

import dev.chela.itests.powercut.Node.Folder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** All names: as processes see them, and as they are certain to come back. */
final class Names {
    private final Tree now;
    private final Tree before;
    private final List<Pending> changes = new ArrayList<>();

    /** One entry of the journal: where a name goes from and where one comes, either of which may be missing. */
    private record Entry(Optional<Place> gone, Optional<Place> comes, Node node) {
        void apply(Tree tree) {
            gone.ifPresent(place -> tree.drop(place.folder(), place.name(), node));
            comes.ifPresent(place -> tree.put(place.folder(), place.name(), node));
        }

        boolean in(Folder folder) {
            return gone.filter(place -> place.folder() == folder).isPresent() || comes.filter(place -> place.folder() == folder).isPresent();
        }
    }

    /** A name, whether anything has it or not. */
    record Place(Folder folder, String name) {}

    private record Pending(Entry entry, long at, boolean certain) {
        Pending synced(Folder folder, long began) {
            return certain || at < began && entry.in(folder) ? new Pending(entry, at, true) : this;
        }
    }

    Names(Tree certain) {
        before = certain;
        now = certain.copy();
    }

    Tree now() {
        return now;
    }

    void make(Place place, Node node, long at) {
        change(new Entry(Optional.empty(), Optional.of(place), node), at);
    }

    void remove(Place place, Node node, long at) {
        change(new Entry(Optional.of(place), Optional.empty(), node), at);
    }

    void move(Place from, Place to, Node node, long at) {
        change(new Entry(Optional.of(from), Optional.of(to), node), at);
    }

    private void change(Entry entry, long at) {
        entry.apply(now);
        changes.add(new Pending(entry, at, false));
    }

    void sync(Folder folder, long began) {
        changes.replaceAll(change -> change.synced(folder, began));
    }

    /** How many changes a journal may not have. */
    int uncertain() {
        return (int) changes.stream().filter(change -> !change.certain()).count();
    }

    Tree after(Cut cut) {
        Tree tree = before.copy();
        int left = cut.names().applyAsInt(uncertain());
        for (Pending change : changes) {
            if (change.certain() || left-- > 0) {
                change.entry().apply(tree);
            }
        }
        return tree;
    }
}
