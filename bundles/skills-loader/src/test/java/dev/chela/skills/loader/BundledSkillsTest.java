package dev.chela.skills.loader;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.chela.core.skill.Skill;
import dev.chela.core.skill.SkillLoader.Library;
import dev.chela.core.skill.SkillLoader.Reach;
import dev.chela.core.skill.SkillLoader.Root;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each skill of the distribution: that it is offered as it should be, and that what it tells to run does what it says. */
class BundledSkillsTest {
    @TempDir
    private Path folder;

    @Test
    void all_can_be_read_and_wait_for_the_programs_that_they_run() {
        Library library = new DiskLoader(Carried.nothing()).load(List.of(new Root(Recipe.SKILLS, Skill.Source.BUNDLED)), new Reach(List.of(), 100_000));
        assertThat(library.problems()).isEmpty();
        assertThat(library.skills()).extracting(Skill::name)
                .containsExactly("disk-report", "git-summary", "meeting-minutes", "pdf-text", "translate-notes", "weather");
        assertThat(library.skills()).allSatisfy(skill -> {
            assertThat(skill.meta().needs().bins()).isNotEmpty();
            assertThat(skill.description()).contains("Use it ").hasSizeLessThan(300);
        });
    }

    @Test
    void weather_finds_a_place_and_asks_for_what_it_explains() throws Exception {
        Map<String, String> asked = new ConcurrentHashMap<>();
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            asked.put(exchange.getRequestURI().getPath(), exchange.getRequestURI().getQuery());
            byte[] answer = "{\"results\":[]}".getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, answer.length);
            exchange.getResponseBody().write(answer);
            exchange.close();
        });
        server.start();
        try {
            String url = "http://127.0.0.1:" + server.getAddress().getPort();
            Map<String, String> there = Map.of("OPEN_METEO_GEOCODING", url, "OPEN_METEO_FORECAST", url, "no_proxy", "*");
            Recipe recipe = new Recipe("weather");
            assertThat(Recipe.run(folder, there, recipe.block("/v1/search").replace("PLACE", "São Paulo"))).isEqualTo("{\"results\":[]}");
            Recipe.run(folder, there, recipe.block("/v1/forecast").replace("=LATITUDE", "=-23.5").replace("=LONGITUDE", "=-46.6"));
            assertThat(asked.get("/v1/search")).contains("name=São+Paulo", "count=3");
            assertThat(asked.get("/v1/forecast")).contains("latitude=-23.5", "longitude=-46.6", "timezone=auto", "current=temperature_2m,", "daily=weather_code,");
        } finally {
            server.stop(0);
        }
    }

    @Test
    void git_summary_shows_commits_authors_and_what_is_not_committed() throws Exception {
        String commit = "git -c user.name=Ada -c user.email=a@example.org -c commit.gpgsign=false commit -q";
        Recipe.run(folder, "git init -q -b main . && echo one > a.txt && git add a.txt && " + commit + " -m 'Begin the tide table' && git tag v1"
                + " && echo two >> a.txt && " + commit + " -am 'Mend the moon' && echo new > b.txt");
        Recipe recipe = new Recipe("git-summary");
        assertThat(Recipe.run(folder, recipe.line("git status"))).contains("## main", "?? b.txt");
        assertThat(Recipe.run(folder, recipe.line("--shortstat"))).contains("Ada: Begin the tide table", "Ada: Mend the moon", "1 insertion");
        assertThat(Recipe.run(folder, recipe.line("git shortlog"))).contains("2\tAda");
        assertThat(Recipe.run(folder, recipe.line("FROM..TO").replace("FROM..TO", "v1..main"))).contains("Mend the moon").doesNotContain("Begin");
        assertThat(Recipe.run(folder, recipe.line("git diff").replace("FROM...TO", "v1...main"))).contains("a.txt");
        assertThat(Recipe.run(folder, recipe.line("uniq -c"))).contains("2 a.txt");
    }

    @Test
    void pdf_text_reads_pages_where_poppler_is_installed() throws Exception {
        assumeTrue(System.getenv("CI") != null || Recipe.has("pdftotext") && Recipe.has("pdfinfo"), "the skill is not offered without pdftotext");
        Files.writeString(folder.resolve("FILE.pdf"), Pdf.of("Low water at noon", "High water at six"), StandardCharsets.ISO_8859_1);
        Recipe recipe = new Recipe("pdf-text");
        assertThat(Recipe.run(folder, recipe.line("pdfinfo"))).containsPattern("Pages:\\s+2");
        assertThat(Recipe.run(folder, recipe.line("# whole"))).contains("Low water at noon", "High water at six");
        assertThat(Recipe.run(folder, recipe.line("# pages").replace("-f 3 -l 5", "-f 2 -l 2"))).contains("High").doesNotContain("Low");
        assertThat(Recipe.run(folder, recipe.line("page \" NR").replace("WORD", "HIGH"))).isEqualTo("page 2\n");
    }

    @Test
    void pdf_text_finds_the_page_of_a_word() throws Exception {
        Files.writeString(folder.resolve("text"), "Low water\n\fHigh (water)\n\flow\n\f");
        String search = new Recipe("pdf-text").line("page \" NR").replaceFirst("pdftotext -enc UTF-8 FILE.pdf -", "cat text");
        assertThat(Recipe.run(folder, search.replace("WORD", "LOW"))).isEqualTo("page 1\npage 3\n");
        assertThat(Recipe.run(folder, search.replace("WORD", "(water"))).isEqualTo("page 2\n");
    }

    @Test
    void disk_report_names_the_largest_first() throws Exception {
        Files.createDirectories(folder.resolve("home/large"));
        Files.createDirectories(folder.resolve("home/small"));
        Files.write(folder.resolve("home/large/film"), new byte[300_000]);
        Files.write(folder.resolve("home/small/note"), new byte[10_000]);
        Recipe recipe = new Recipe("disk-report");
        assertThat(Recipe.run(folder, recipe.line("df -hP"))).contains("Mounted on");
        String largest = Recipe.run(folder, recipe.line("du -xkd").replace("FOLDER", "home"));
        assertThat(largest.lines().map(line -> line.split("\t")[1]).toList()).containsExactly("home", "home/large", "home/small");
        assertThat(Recipe.run(folder, recipe.line("-size +100M").replace("FOLDER", "home").replace("+100M", "+100k"))).contains("film").doesNotContain("note");
    }

    @Test
    void translate_notes_counts_what_both_languages_must_have() throws Exception {
        Files.writeString(folder.resolve("trip.md"), "# Trip\n\n[here](https://example.org) and [there](x.md)\n\n```\ncode\n```\n");
        Files.writeString(folder.resolve("trip.de.md"), "# Reise\n\n[hier](https://example.org)\n");
        Files.createDirectories(folder.resolve(".hidden"));
        Files.writeString(folder.resolve(".hidden/x.md"), "no");
        Recipe recipe = new Recipe("translate-notes");
        assertThat(Recipe.run(folder, recipe.line("find FOLDER").replace("FOLDER", "."))).contains("trip.md", "trip.de.md", "total").doesNotContain("hidden");
        assertThat(Recipe.run(folder, recipe.block("ORIGINAL TRANSLATION").replace("ORIGINAL TRANSLATION", "trip.md trip.de.md")))
                .isEqualTo("trip.md headings=1 fences=2 links=2\ntrip.de.md headings=1 fences=0 links=1\n");
    }

    @Test
    void meeting_minutes_finds_open_and_overdue_tasks() throws Exception {
        Files.createDirectories(folder.resolve("minutes"));
        Files.writeString(folder.resolve("minutes/2026-01-05-tides.md"), """
                ## Tasks
                - [ ] @ada: draw the table, until 2026-01-09
                - [x] @ada: buy paper, until 2026-01-06
                - [ ] @bo: look at the moon, until 2999-12-31
                """);
        Recipe recipe = new Recipe("meeting-minutes");
        assertThat(Recipe.run(folder, recipe.line("minutes/ | sort"))).contains("@ada: draw", "@bo: look").doesNotContain("paper");
        assertThat(Recipe.run(folder, recipe.line("@NAME").replace("@NAME", "@bo"))).contains("moon").doesNotContain("draw");
        assertThat(Recipe.run(folder, recipe.line("today="))).isEqualTo("- [ ] @ada: draw the table, until 2026-01-09\n");
    }
}
