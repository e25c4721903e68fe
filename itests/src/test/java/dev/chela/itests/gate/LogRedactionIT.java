package dev.chela.itests.gate;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Until;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Code that knows nothing of secrets logs them: here, the names of files that are no plugins. */
class LogRedactionIT extends OneHouse {
    @Test
    void neither_a_configured_key_nor_the_gateways_token_nor_the_shape_of_a_key_reaches_the_log_file() throws IOException {
        String shaped = "ghp_0123456789abcdefghijABCDEFGHIJ";
        for (String secret : new String[] {Gateway.API_KEY, Gateway.TOKEN, shaped}) {
            Path jar = gateway.home().resolve("deploy").resolve("no plugin " + secret + ".jar");
            int before = gateway.log().text().split("refused no plugin", -1).length;
            Files.writeString(jar, "this is no jar", StandardCharsets.UTF_8);
            Until.holds("the log names the file", () -> gateway.log().text().split("refused no plugin", -1).length > before);
            Files.delete(jar);
        }
        assertThat(gateway.log().text()).contains("refused no plugin [redacted]").doesNotContain(Gateway.API_KEY, Gateway.TOKEN, shaped);
    }
}
