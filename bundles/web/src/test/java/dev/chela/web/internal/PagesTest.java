package dev.chela.web.internal;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chela.api.http.Reply;
import dev.chela.api.http.Route;
import dev.chela.api.http.WebPage;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Greeting;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PagesTest {
    private final ObjectMapper json = new ObjectMapper();

    @Test
    void lists_the_pages_of_other_bundles_by_title() throws Exception {
        var pages = new Pages(() -> "", List.of(new Page("schedule/", "Schedule", "⏰"), new Page("logs/", "Logs \"live\"", "")));

        var answer = json.readTree(((Reply.Full) pages.handle(new Asked("GET", "/pages.json", Map.of()))).body());

        assertThat(answer.at("/pages/0/title").asText()).isEqualTo("Logs \"live\"");
        assertThat(answer.at("/pages/1/path").asText()).isEqualTo("schedule/");
        assertThat(answer.at("/pages/1/icon").asText()).isEqualTo("⏰");
    }

    @Test
    void says_what_is_true_here_to_openclaws_own_page_if_it_shows_the_token() throws Exception {
        var config = new UiConfig(() -> "/chela", new Hello());

        assertThat(config.route().path()).isEqualTo("/chela/control-ui-config.json");
        assertThat(config.route().access()).isEqualTo(Route.Access.READER);
        var answer = json.readTree(((Reply.Full) config.handle(new Asked("GET", "/chela/control-ui-config.json", Map.of()))).body());
        assertThat(answer.at("/basePath").asText()).isEqualTo("/chela");
        assertThat(answer.at("/serverVersion").asText()).isEqualTo("1.2.3");
        assertThat(answer.at("/terminalEnabled").asBoolean()).isFalse();
    }

    private record Page(String path, String title, String icon) implements WebPage {}

    private static final class Hello implements Greeting {
        @Override
        public String version() {
            return "1.2.3";
        }

        @Override
        public Map<String, Object> snapshot(Caller caller) {
            return Map.of();
        }

        @Override
        public List<String> events() {
            return List.of();
        }
    }
}
