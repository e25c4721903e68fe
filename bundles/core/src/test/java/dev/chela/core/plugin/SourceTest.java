package dev.chela.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SourceTest {
    private static final Optional<String> DIGEST = Optional.of("0".repeat(64));

    @Test
    void one_word_says_where_a_jar_is() {
        assertThat(Source.of("/x/dice.jar", Optional.empty())).isEqualTo(new Source.Local(Path.of("/x/dice.jar")));
        assertThat(Source.of("file:///x/dice.jar", Optional.empty())).isEqualTo(new Source.Local(Path.of("/x/dice.jar")));
        assertThat(Source.of("https://example.com/dice.jar", DIGEST)).isEqualTo(new Source.Web("https://example.com/dice.jar", DIGEST.get()));
        assertThat(Source.of("mvn:g/a/1.0", DIGEST)).isEqualTo(new Source.Maven(new Coordinates("g", "a", "1.0"), DIGEST));
    }

    @Test
    void what_lies_at_an_address_must_be_known_beforehand() {
        assertThatThrownBy(() -> Source.of("https://example.com/dice.jar", Optional.empty())).hasMessageContaining("say its SHA-256");
        assertThatThrownBy(() -> Source.of("file://elsewhere/dice.jar", Optional.empty())).hasMessageContaining("is no address of a file");
        assertThatThrownBy(() -> Source.of("a\0b", Optional.empty())).hasMessageContaining("is not a path");
    }

    @Test
    void a_place_is_told_as_it_is_read_without_what_may_be_a_secret() {
        for (String place : new String[] {"file:///x/dice.jar", "mvn:g:a:1.0", "https://example.com/dice.jar"}) {
            assertThat(Source.of(Source.of(place, DIGEST).told(), DIGEST)).isEqualTo(Source.of(place, DIGEST));
        }
        assertThat(Source.of("https://jo:word@example.com/dice.jar?key=1#x", DIGEST).told()).isEqualTo("https://example.com/dice.jar");
    }
}
