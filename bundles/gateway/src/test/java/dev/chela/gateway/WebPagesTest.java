package dev.chela.gateway;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.api.fault.Permanent;
import dev.chela.gateway.internal.config.GatewayConfig;
import dev.chela.gateway.internal.config.GatewayConfig.ControlUi;
import dev.chela.gateway.internal.config.Overrides;
import dev.chela.gateway.internal.config.Settings;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class WebPagesTest {
    @TempDir
    Path home;

    @ParameterizedTest
    @CsvSource({"'',''", "/,''", "chela,/chela", "/chela/,/chela", "' /a/b.c-d/ ',/a/b.c-d"})
    void the_base_path_is_taken_however_it_is_written(String written, String place) {
        assertThat(pages(new ControlUi(null, written, null))).contains(place);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a//b", "/a/../b", "/.hidden", "/a?b", "/a b", "http://x/"})
    void a_base_path_that_no_route_could_have_is_refused_by_name(String written) {
        assertThatThrownBy(() -> new ControlUi(null, written, null)).isInstanceOf(Permanent.class)
                .hasMessageContaining("gateway.controlUi.basePath").hasMessageContaining(written);
    }

    @Test
    void pages_can_be_switched_off() {
        assertThat(pages(new ControlUi(false, "/chela", null))).isEmpty();
        assertThat(pages(new ControlUi(null, null, null))).contains("");
    }

    private Optional<String> pages(ControlUi ui) {
        var config = new GatewayConfig(null, null, null, null, null, ui, null, null, null);
        return Settings.resolve(config, new Overrides(home, OptionalInt.empty(), Optional.empty(), Optional.empty())).webPages();
    }
}
