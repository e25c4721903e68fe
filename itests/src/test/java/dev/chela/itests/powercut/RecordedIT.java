package dev.chela.itests.powercut;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** Small programs and the real strace: what they synced is there after the barest cut, and nothing else. */
@EnabledIf("dev.chela.itests.powercut.Machine#present")
class RecordedIT {
    @TempDir
    private Path directory;

    @Test
    void a_program_keeps_what_it_synced_with_its_name_and_loses_the_rest() throws Exception {
        assertThat(after("printf kept >a; sync a .; printf lost >b; sync b; printf ' lost' >>a"))
                .containsExactly("a=kept", "gone=");
    }

    @Test
    void a_file_that_was_renamed_before_it_was_synced_may_be_empty() throws Exception {
        assertThat(after("printf new >a.new; mv a.new gone; sync .")).containsExactly("gone=");
        Path home = home();
        run(Machine.honest(), home, "printf old >gone; sync gone; printf new >a.new; mv a.new gone", Cut.hollow());
        assertThat(found(home)).containsExactly("gone=");
        assertThat(after("printf new >a.new; sync a.new; mv a.new gone; sync .")).containsExactly("gone=new");
        assertThat(after("printf new >a.new; sync a.new; mv a.new gone")).containsExactly("gone=");
    }

    @Test
    void what_is_within_a_directory_needs_the_name_of_that_too() throws Exception {
        assertThat(after("mkdir d; printf x >d/f; sync d/f d")).containsExactly("gone=");
        assertThat(after("mkdir d; printf x >d/f; sync d/f d .")).containsExactly("d", "d/f=x", "gone=");
    }

    @Test
    void a_deleted_file_comes_back_until_its_directory_is_synced() throws Exception {
        assertThat(after("rm gone")).containsExactly("gone=");
        assertThat(after("rm gone; sync .")).isEmpty();
    }

    @Test
    void what_can_be_made_anew_is_as_it_was_or_gone() throws Exception {
        Path home = home();
        run(Machine.honest(), home, "mkdir karaf; printf x >karaf/cache; printf y >db-shm", Cut.bare(true));
        assertThat(found(home)).containsExactly("gone=", "karaf", "karaf/cache=x");
        run(Machine.honest(), home, "true", Cut.bare(false));
        assertThat(found(home)).containsExactly("gone=");
    }

    /** Or what a program writes in a way that nobody thought of would pass as never written. */
    @Test
    void what_the_record_does_not_explain_is_an_error() throws Exception {
        Path home = home();
        Machine machine = Machine.honest();
        List<String> before = machine.boots(home);
        Files.writeString(home.resolve("from-elsewhere"), "x");
        assertThat(start(before, home, "true").waitFor()).isZero();
        assertThatThrownBy(() -> machine.comesBackAfter(Cut.bare(true))).hasMessageContaining("from-elsewhere is there");
        assertThatThrownBy(() -> run(Machine.honest(), home(), "ln gone other", Cut.bare(true))).hasMessageContaining("cannot be told from a record");
    }

    /** As the launcher does, so that a jar can be dropped beside the program. */
    @Test
    void a_link_elsewhere_that_leads_here_changes_nothing() throws Exception {
        assertThat(after("here=$PWD; cd ..; ln -s \"$here/gone\" link; ln -sfn \"$here/none\" link")).containsExactly("gone=");
        assertThatThrownBy(() -> after("ln -s gone link")).hasMessageContaining("symlinkat of").hasMessageContaining("cannot be told from a record");
    }

    private Path home() throws IOException {
        Path home = Files.createTempDirectory(directory, "home").toRealPath();
        Files.createFile(home.resolve("gone"));
        return home;
    }

    private List<String> after(String script) throws Exception {
        Path home = home();
        run(Machine.honest(), home, script, Cut.bare(true));
        return found(home);
    }

    private static void run(Machine machine, Path home, String script, Cut cut) throws Exception {
        assertThat(start(machine.boots(home), home, script).waitFor()).isZero();
        machine.comesBackAfter(cut);
    }

    private static Process start(List<String> before, Path home, String script) throws IOException {
        List<String> command = new ArrayList<>(before);
        command.addAll(List.of("/bin/sh", "-ec", script));
        return new ProcessBuilder(command).directory(home.toFile()).inheritIO().start();
    }

    private static List<String> found(Path home) throws IOException {
        try (Stream<Path> all = Files.walk(home)) {
            List<String> found = new ArrayList<>();
            for (Path each : all.filter(path -> !path.equals(home)).sorted().toList()) {
                found.add(home.relativize(each) + (Files.isDirectory(each) ? "" : "=" + Files.readString(each)));
            }
            return found;
        }
    }
}
