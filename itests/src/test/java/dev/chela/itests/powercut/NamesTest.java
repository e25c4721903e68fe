package dev.chela.itests.powercut;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.powercut.Node.Folder;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class NamesTest {
    private final Folder root = new Folder();
    private final Folder inner = new Folder();
    private final Names names = new Names(new Tree(root));

    @Test
    void a_name_is_certain_once_its_directory_is_synced() {
        names.make(in(root, "kept"), new Body(new byte[0]), 1);
        names.sync(root, 2);
        names.make(in(root, "lost"), new Body(new byte[0]), 3);
        assertThat(back(0)).containsExactly("kept");
        assertThat(back(1)).containsExactly("kept", "lost");
    }

    @Test
    void a_directory_that_is_not_certain_takes_with_it_what_is_certain_within() {
        names.make(in(root, "inner"), inner, 1);
        names.make(in(inner, "file"), new Body(new byte[0]), 2);
        names.sync(inner, 3);
        assertThat(back(0)).isEmpty();
        assertThat(back(1)).containsExactly("inner", "inner/file");
        names.sync(root, 4);
        assertThat(back(0)).containsExactly("inner", "inner/file");
    }

    @Test
    void of_what_is_not_certain_a_beginning_comes_back() {
        Body first = new Body(new byte[0]);
        names.make(in(root, "a"), first, 1);
        names.make(in(root, "b"), new Body(new byte[0]), 2);
        names.remove(in(root, "a"), first, 3);
        assertThat(List.of(back(0), back(1), back(2), back(3))).containsExactly(List.of(), List.of("a"), List.of("a", "b"), List.of("b"));
    }

    @Test
    void a_rename_is_one_change_and_certain_with_either_directory() {
        Body body = new Body(new byte[0]);
        names.make(in(root, "inner"), inner, 1);
        names.make(in(root, "file"), body, 2);
        names.sync(root, 3);
        names.move(in(root, "file"), in(inner, "file"), body, 4);
        assertThat(back(0)).containsExactly("file", "inner");
        names.sync(inner, 5);
        assertThat(back(0)).containsExactly("inner", "inner/file");
    }

    @Test
    void a_rename_replaces_what_had_the_name() {
        Body old = new Body(new byte[] {1});
        Body fresh = new Body(new byte[] {2});
        names.make(in(root, "file"), old, 1);
        names.make(in(root, "file.new"), fresh, 2);
        names.sync(root, 3);
        names.move(in(root, "file.new"), in(root, "file"), fresh, 4);
        assertThat(names.now().find("file")).containsSame(fresh);
        assertThat(names.after(bringingBack(0)).find("file")).containsSame(old);
        assertThat(names.after(bringingBack(1)).find("file")).containsSame(fresh);
    }

    private static Names.Place in(Folder folder, String name) {
        return new Names.Place(folder, name);
    }

    private List<String> back(int changes) {
        List<String> paths = new ArrayList<>();
        names.after(bringingBack(changes)).walk((path, node) -> paths.add(path));
        return paths;
    }

    private static Cut bringingBack(int changes) {
        return new Cut(most -> Math.min(most, changes), most -> 0, 512, true);
    }
}
