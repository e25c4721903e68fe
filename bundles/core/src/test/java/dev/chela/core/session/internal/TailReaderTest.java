package dev.chela.core.session.internal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.core.session.Entry;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TailReaderTest {
    @TempDir
    private Path directory;
    private Path file;

    @BeforeEach
    void name() {
        file = directory.resolve("t.jsonl");
    }

    private List<String> ids(String stopAt) {
        return TailReader.read(file, e -> e.id().equals(stopAt)).stream().map(Entry::id).toList();
    }

    private static String line(String id, String text) {
        return "{\"type\":\"message\",\"id\":\"" + id + "\",\"text\":\"" + text + "\"}\n";
    }

    @Test
    void a_file_that_is_absent_or_empty_has_no_entries() throws IOException {
        assertThat(ids("x")).isEmpty();
        Files.createFile(file);
        assertThat(ids("x")).isEmpty();
        Files.writeString(file, "\n\n\n");
        assertThat(ids("x")).isEmpty();
    }

    @Test
    void reads_back_to_the_entry_that_stops_it() throws IOException {
        Files.writeString(file, line("a", "") + line("b", "") + line("c", ""));
        assertThat(ids("b")).containsExactly("b", "c");
        assertThat(ids("none")).containsExactly("a", "b", "c");
    }

    @Test
    void the_half_of_a_line_is_passed_over_until_it_is_whole() throws IOException {
        Files.writeString(file, line("a", "") + "{\"type\":\"message\",\"id\":\"b");
        assertThat(ids("none")).containsExactly("a");
        Files.writeString(file, line("a", "") + line("b", "").strip());
        assertThat(ids("none")).containsExactly("a", "b");
        Files.writeString(file, "junk\n" + line("a", "") + "[]\nnull\n\u0000\n" + line("b", ""));
        assertThat(ids("none")).containsExactly("a", "b");
    }

    @Test
    void characters_and_lines_may_lie_across_the_borders_of_what_is_read_at_once() throws IOException {
        for (int shift = 0; shift < 4; shift++) {
            String big = "x".repeat(shift) + "€😀".repeat(40_000);
            Files.writeString(file, line("a", big) + line("b", "😀") + line("c", big), StandardCharsets.UTF_8);
            List<Entry> all = TailReader.read(file, e -> false);
            assertThat(all).extracting(Entry::id).containsExactly("a", "b", "c");
            assertThat(all.get(0).body().path("text").asText()).isEqualTo(big);
        }
    }

    @Test
    void a_huge_file_costs_what_is_wanted_of_it() throws IOException {
        try (var out = Files.newBufferedWriter(file)) {
            for (int i = 0; i < 200_000; i++) {
                out.write(line("e" + i, "some words that fill the line a little"));
            }
        }
        assertThat(ids("e199990")).hasSize(10);
        assertThat(ids("none")).hasSize(200_000).startsWith("e0").endsWith("e199999");
        assertThat(IntStream.range(0, 3).mapToObj(i -> ids("e199999"))).allMatch(list -> list.size() == 1);
    }
}
