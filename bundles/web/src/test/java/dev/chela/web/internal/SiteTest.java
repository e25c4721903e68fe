package dev.chela.web.internal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.api.http.Reply;
import dev.chela.api.http.Route;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SiteTest {
    private final Site site = new Site(() -> "");

    @Test
    void serves_the_page_with_a_policy_that_allows_nothing_inline_and_nothing_foreign() {
        var page = get("/");

        assertThat(page.status()).isEqualTo(200);
        assertThat(page.headers()).containsEntry("Content-Type", "text/html; charset=utf-8").containsEntry("X-Frame-Options", "DENY")
                .containsEntry("X-Content-Type-Options", "nosniff").containsEntry("Referrer-Policy", "no-referrer")
                .containsEntry("Cache-Control", "no-cache");
        assertThat(page.headers().get("Content-Security-Policy")).contains("default-src 'none'", "script-src 'self'", "frame-ancestors 'none'")
                .doesNotContain("unsafe").doesNotContain("http");
    }

    @Test
    void the_page_contains_no_script_style_or_handler_that_its_own_policy_would_block() {
        var page = text(get("/"));

        assertThat(page).doesNotContain("<style", " style=", "javascript:").doesNotContainPattern("<script(?![^>]*src=)").doesNotContainPattern("\\son\\w+=");
    }

    @Test
    void every_file_that_the_page_names_is_there_and_is_kept_for_ever() {
        var names = Pattern.compile("(?:href|src)=\"(assets/[^\"]+)\"").matcher(text(get("/"))).results().map(match -> match.group(1)).toList();

        assertThat(names).hasSizeGreaterThan(4).allSatisfy(name -> {
            var file = get("/" + name);
            assertThat(file.status()).isEqualTo(200);
            assertThat(file.headers()).containsEntry("Cache-Control", "public, max-age=31536000, immutable");
        });
    }

    @Test
    void every_module_that_a_module_imports_is_served_as_javascript() {
        var directory = Assets.load().directory();
        for (var name : Assets.FILES.stream().filter(each -> each.startsWith("js/")).toList()) {
            var source = text(get("/" + directory + "/" + name));
            Pattern.compile("from '([^']+)'|^import '([^']+)'", Pattern.MULTILINE).matcher(source).results()
                    .map(match -> match.group(1) != null ? match.group(1) : match.group(2))
                    .forEach(imported -> {
                        var file = get("/" + Path.of(directory, name).getParent().resolve(imported).normalize());
                        assertThat(file.status()).as("%s imports %s", name, imported).isEqualTo(200);
                        assertThat(file.headers().get("Content-Type")).startsWith("text/javascript");
                    });
        }
    }

    @Test
    void no_file_of_the_page_is_forgotten_in_the_list() throws IOException {
        var root = Path.of("src/main/resources/site");
        try (var files = Files.walk(root)) {
            assertThat(files.filter(Files::isRegularFile).map(file -> root.relativize(file).toString().replace('\\', '/')))
                    .allSatisfy(name -> assertThat(name.equals(Assets.INDEX) || Assets.FILES.contains(name)).as(name).isTrue());
        }
    }

    @Test
    void answers_unchanged_to_a_browser_that_has_this_version() {
        var tag = get("/").headers().get("ETag");

        var again = get("/", Map.of("if-none-match", "W/" + tag + ", \"other\""));

        assertThat(again.status()).isEqualTo(304);
        assertThat(again.body()).isEmpty();
        assertThat(get("/", Map.of("if-none-match", "\"other\"")).status()).isEqualTo(200);
    }

    @Test
    void compresses_for_those_who_take_it_under_a_tag_of_its_own() throws IOException {
        var plain = get("/");
        var compressed = get("/", Map.of("accept-encoding", "br, gzip;q=0.9"));

        assertThat(compressed.headers()).containsEntry("Content-Encoding", "gzip").containsEntry("Vary", "Accept-Encoding");
        assertThat(compressed.headers().get("ETag")).isNotEqualTo(plain.headers().get("ETag"));
        assertThat(new GZIPInputStream(new ByteArrayInputStream(compressed.body())).readAllBytes()).isEqualTo(plain.body());
        assertThat(get("/", Map.of("accept-encoding", "gzip;q=0")).headers()).doesNotContainKey("Content-Encoding");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/assets/../index.html", "/../etc/passwd", "/assets/0000000000000000/js/main.js", "/site/index.html", "/js/main.js",
        "/assets//etc/passwd", "/META-INF/MANIFEST.MF", "/dev/chela/web/internal/Site.class", "/%2e%2e/%2e%2e/etc/passwd", "/nothing"})
    void gives_out_nothing_but_the_files_of_the_page(String path) {
        var answer = get(path);

        assertThat(answer.status()).isEqualTo(404);
        assertThat(answer.headers()).containsEntry("X-Content-Type-Options", "nosniff").containsEntry("Content-Type", "text/plain; charset=utf-8");
    }

    @Test
    void a_head_request_has_the_headers_and_no_body() {
        var head = (Reply.Full) site.handle(new Asked("HEAD", "/", Map.of()));

        assertThat(head.headers()).containsEntry("ETag", get("/").headers().get("ETag"));
        assertThat(head.body()).isEmpty();
    }

    @Test
    void below_a_base_path_the_page_is_the_same_and_the_bare_path_leads_to_it() {
        var below = new Site(() -> "/chela");

        assertThat(below.route().path()).isEqualTo("/chela/*");
        var bare = (Reply.Full) below.handle(new Asked("GET", "/chela", Map.of()));
        assertThat(bare.status()).isEqualTo(308);
        assertThat(bare.headers()).containsEntry("Location", "/chela/");
        assertThat(((Reply.Full) below.handle(new Asked("GET", "/chela/", Map.of()))).body()).isEqualTo(get("/").body());
        assertThat(text(get("/"))).doesNotContain("=\"/");
    }

    @Test
    void anyone_may_load_the_page_since_it_holds_nothing_private() {
        assertThat(site.route().access()).isEqualTo(Route.Access.PUBLIC);
        assertThat(site.route().methods()).containsExactlyInAnyOrder("GET", "HEAD");
    }

    private Reply.Full get(String path) {
        return get(path, Map.of());
    }

    private Reply.Full get(String path, Map<String, String> headers) {
        return (Reply.Full) site.handle(new Asked("GET", path, headers));
    }

    private static String text(Reply.Full reply) {
        return new String(reply.body(), UTF_8);
    }
}
