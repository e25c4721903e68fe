package dev.chela.core.turn.internal.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.turn.internal.Talk;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportTest {
    @TempDir
    private Path root;
    private Talk talk;
    private int orders;

    @BeforeEach
    void open() throws Exception {
        talk = new Talk(root);
        Files.createDirectories(workspace());
        talk.say("a", "is <b> bold?");
        talk.model.next().answer("Yes & no.");
        talk.end("a");
    }

    @AfterEach
    void close() {
        talk.close();
    }

    private Path workspace() {
        return talk.house.home.root().resolve("workspace");
    }

    private String order(String text) {
        String id = "order" + ++orders;
        return talk.say(id, text).end(id).text();
    }

    @Test
    void a_conversation_becomes_a_page_in_the_workspace() throws IOException {
        assertThat(order("/export talk.html")).isEqualTo("Wrote 2 messages to talk.html in the workspace.");
        assertThat(Files.readString(workspace().resolve("talk.html"))).contains("is &lt;b&gt; bold?", "Yes &amp; no.").doesNotContain("<b>");
        assertThat(order("/export")).startsWith("Wrote 4 messages to exports/main-");
    }

    @Test
    void or_lines_of_json() throws IOException {
        order("/export sub/talk.jsonl");
        List<String> lines = Files.readAllLines(workspace().resolve("sub/talk.jsonl"));
        assertThat(lines).hasSize(2).first().asString().contains("\"id\":\"a:u\"");
    }

    @Test
    void no_file_is_written_over_nor_outside_the_workspace() throws IOException {
        Files.writeString(workspace().resolve("mine.html"), "mine");
        Files.createSymbolicLink(workspace().resolve("out"), Files.createDirectories(root.resolve("elsewhere")));
        Files.createSymbolicLink(workspace().resolve("link.html"), root.resolve("target.html"));
        assertThat(order("/export mine.html")).contains("already");
        assertThat(Files.readString(workspace().resolve("mine.html"))).isEqualTo("mine");
        for (String name : List.of("../out.html", "/tmp/out.html", "out/talk.html", "out/deep/talk.html", ".")) {
            assertThat(order("/export " + name)).as(name).contains("not in the workspace");
        }
        assertThat(order("/export link.html")).contains("already");
        assertThat(root.resolve("target.html")).doesNotExist();
        assertThat(root.resolve("elsewhere")).isEmptyDirectory();
    }
}
