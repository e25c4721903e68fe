package dev.chela.core.plugin;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CoordinatesTest {
    @ParameterizedTest
    @ValueSource(strings = {"mvn:com.example.plugins:dice:1.2.0", "mvn:com.example.plugins/dice/1.2.0", "com.example.plugins:dice:1.2.0", "MVN:com.example.plugins:dice:1.2.0"})
    void both_ways_of_writing_them_mean_the_same_jar(String text) {
        Coordinates dice = Coordinates.of(text);
        assertThat(dice.path()).isEqualTo("com/example/plugins/dice/1.2.0/dice-1.2.0.jar");
        assertThat(dice.file()).isEqualTo("dice-1.2.0.jar");
        assertThat(dice).hasToString("mvn:com.example.plugins:dice:1.2.0");
    }

    @Test
    void a_version_may_have_what_versions_have() {
        assertThat(Coordinates.of("g:a:1.0.0-rc.1+b7").file()).isEqualTo("a-1.0.0-rc.1+b7.jar");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "mvn:g:a:1.0-SNAPSHOT | '1.0-SNAPSHOT' is a snapshot, which may be another jar tomorrow; say one released version",
        "mvn:g:a:LATEST | 'LATEST' is whichever version is the newest",
        "mvn:g/a/release | 'release' is whichever version is the newest",
        "mvn:g/a/[1.0,2.0) | '[1.0,2.0)' is a range of versions",
        "mvn:g:a | names no version",
        "mvn:g/a/1.0/jar/sources | names a type or a classifier",
        "mvn:https://repo.example.com!g/a/1.0 | names a repository of its own",
        "mvn:dice | are no coordinates: they have the form mvn:GROUP:ARTIFACT:VERSION",
        "mvn:g::1.0 | are no coordinates",
        "mvn:..:a:1.0 | are no coordinates",
        "mvn:g..h:a:1.0 | are no coordinates",
        "mvn:g:..:1.0 | are no coordinates",
        "mvn:g:a:../../etc | are no coordinates",
        "mvn:g:a:.. | are no coordinates",
        "mvn:g:a%2f:1.0 | are no coordinates"})
    void what_may_be_another_jar_tomorrow_or_lies_elsewhere_is_refused_by_name(String text, String why) {
        assertThatThrownBy(() -> Coordinates.of(text)).isInstanceOf(Permanent.class).hasMessageContaining(why);
    }
}
