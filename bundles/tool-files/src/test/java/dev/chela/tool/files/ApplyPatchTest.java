package dev.chela.tool.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.fault.Permanent;
import dev.chela.api.tool.Tool;
import dev.chela.core.json.Json;
import dev.chela.testkit.tool.ToolContract;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ApplyPatchTest extends ToolContract {
    private Path a;

    @Override
    protected Tool<?> tool() {
        return new ApplyPatch();
    }

    @Override
    protected String example() {
        return patch("*** Add File: x\n+hello\n");
    }

    private static String patch(String body) {
        return Json.write(Json.object().put("input", "*** Begin Patch\n" + body + "*** End Patch\n"));
    }

    @BeforeEach
    void write() throws IOException {
        a = Files.writeString(bench.workspace().resolve("a"), "class A {\n  void f() {\n    go();\n  }\n  void g() {\n    go();\n  }\n}\n");
        Files.writeString(bench.workspace().resolve("b"), "one\ntwo\n");
    }

    private String content(String name) throws IOException {
        return Files.readString(bench.workspace().resolve(name));
    }

    @Test
    void adds_updates_moves_and_deletes() throws Exception {
        Files.writeString(bench.workspace().resolve("gone"), "x");

        String told = textOf(patch("""
                *** Add File: new/file
                +first
                +
                +third
                *** Update File: a
                @@ void g() {
                -    go();
                +    stop();
                   }
                *** Update File: b
                *** Move to: moved/b
                @@
                 one
                -two
                +TWO
                *** Delete File: gone
                """));

        assertThat(told).contains("A new/file", "M a", "R b -> moved/b", "D gone");
        assertThat(content("new/file")).isEqualTo("first\n\nthird\n");
        assertThat(content("a")).contains("void f() {\n    go();").contains("void g() {\n    stop();\n  }");
        assertThat(content("moved/b")).isEqualTo("one\nTWO\n");
        assertThat(bench.workspace().resolve("b")).doesNotExist();
        assertThat(bench.workspace().resolve("gone")).doesNotExist();
    }

    @Test
    void applies_several_hunks_in_order_and_inserts_at_the_end() throws Exception {
        textOf(patch("*** Update File: a\n@@\n-    go();\n+    one();\n@@\n-    go();\n+    two();\n@@\n+// end\n*** End of File\n"));

        assertThat(content("a")).isEqualTo(
                "class A {\n  void f() {\n    one();\n  }\n  void g() {\n    two();\n  }\n}\n// end\n");
    }

    @Test
    void tolerates_white_space_in_context_and_keeps_the_files_own() throws Exception {
        textOf(patch("*** Update File: a\n@@\n class A {\n-void f() {\n+  void F() {\n"));

        assertThat(content("a")).startsWith("class A {\n  void F() {\n    go();");
    }

    @Test
    void changes_nothing_when_one_part_does_not_fit() throws Exception {
        String before = content("a");

        assertThat(errorOf(patch("*** Add File: x\n+x\n*** Update File: a\n@@\n-    go();\n+    stop();\n*** Update File: b\n@@\n-three\n+3\n")))
                .contains("in 'b'").contains("three");
        assertThat(errorOf(patch("*** Delete File: b\n*** Add File: a\n+x\n"))).contains("'a' exists already");
        assertThat(errorOf(patch("*** Delete File: b\n*** Delete File: absent\n"))).contains("no file 'absent'");
        assertThat(errorOf(patch("*** Delete File: b\n*** Update File: ./b\n@@\n-one\n+1\n"))).contains("twice");

        assertThat(content("a")).isEqualTo(before);
        assertThat(content("b")).isEqualTo("one\ntwo\n");
        assertThat(bench.workspace().toFile().list()).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void takes_back_what_it_wrote_when_the_disk_refuses_in_the_middle() throws Exception {
        Path locked = Files.createDirectory(bench.workspace().resolve("locked"));
        Files.writeString(locked.resolve("f"), "f\n");
        String before = content("a");

        // The second file cannot be placed: a directory has taken its name since the patch was worked out.
        Patch parsed = PatchParser.parse("*** Begin Patch\n*** Update File: a\n@@\n-    go();\n+    stop();\n*** Add File: late\n+x\n*** End Patch");
        Changes changes = Changes.of(parsed, new Disk(bench.workspace()), name -> bench.workspace().resolve(name));
        Files.createDirectories(bench.workspace().resolve("late/taken"));

        org.assertj.core.api.Assertions.assertThatThrownBy(changes::commit).isInstanceOf(Permanent.class).hasMessageContaining("late");
        assertThat(Files.readString(a)).isEqualTo(before);
        assertThat(bench.workspace().toFile().list()).containsExactlyInAnyOrder("a", "b", "late", "locked");
    }

    @Test
    void names_the_line_that_it_does_not_understand() throws Exception {
        assertThat(errorOf("{\"input\": \"hello\"}")).contains("*** Begin Patch");
        assertThat(errorOf("{\"input\": \"*** Begin Patch\\n*** Add File: x\\n+x\"}")).contains("*** End Patch");
        assertThat(errorOf(patch("*** Rename File: x\n"))).contains("line 2").contains("Rename");
        assertThat(errorOf(patch("*** Add File: x\nx\n"))).contains("line 3").contains("'+'");
        assertThat(errorOf(patch("*** Update File: b\n@@\n*one\n"))).contains("line 4");
        assertThat(errorOf(patch("*** Update File: b\n"))).contains("changes nothing");
        assertThat(errorOf(patch(""))).contains("names no file");
    }
}
