package dev.chela.cli.target;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.cli.Failure;
import dev.chela.cli.target.TargetFinder.Flags;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TargetFinderTest {
    private static final Flags NONE = new Flags(null, null, null, null, null);

    private final Map<String, String> variables = new HashMap<>();
    private final List<String> warnings = new ArrayList<>();

    @TempDir
    private Path home;

    @BeforeEach
    void home() {
        variables.put("CHELA_HOME", home.toString());
    }

    private Target find(Flags flags) {
        return new TargetFinder(new Surroundings(variables, home), warnings::add).find(flags);
    }

    private void config(String text) throws IOException {
        Files.writeString(home.resolve("chela.json5"), text);
    }

    private void tokenFile(String token) throws IOException {
        Files.createDirectories(home.resolve("credentials"));
        Files.writeString(home.resolve("credentials/gateway-token"), token + "\n");
    }

    @Test
    void without_anything_it_is_the_default_port_on_this_machine_and_no_secret() {
        assertThat(find(NONE)).hasToString("Target[url=ws://127.0.0.1:18789, secret=null, fingerprint=null, deviceKey=null]");
    }

    @Test
    void a_gateway_of_this_home_that_serves_tls_is_known_by_its_certificate_and_one_named_by_hand_by_its_authority() throws IOException {
        Files.createDirectories(home.resolve("run"));
        Files.writeString(home.resolve("run/gateway.url"), "wss://127.0.0.1:4711\n");
        Files.writeString(home.resolve("run/gateway.fingerprint"), "AB:CD\n");
        assertThat(find(NONE)).hasToString("Target[url=wss://127.0.0.1:4711, secret=null, fingerprint=AB:CD, deviceKey=null]");
        assertThat(find(new Flags("wss://elsewhere", null, null, null, null)).fingerprint()).isNull();
        Files.writeString(home.resolve("run/gateway.url"), "ws://127.0.0.1:4711\n");
        assertThat(find(NONE).fingerprint()).isNull();
    }

    @Test
    void the_configuration_is_json5_with_variables() throws IOException {
        variables.put("MY_TOKEN", "t-1");
        config("// mine\n{ gateway: { port: 19001, auth: { token: '${MY_TOKEN}', }, }, }");

        Target target = find(NONE);

        assertThat(target.url()).hasToString("ws://127.0.0.1:19001");
        assertThat(target.secret().value()).isEqualTo("t-1");
        assertThat(target.secret()).hasToString("TOKEN from gateway.auth.token of " + home.resolve("chela.json5"));
    }

    @Test
    void flags_win_over_the_environment_and_that_over_files() throws IOException {
        config("{gateway:{port:1}}");
        tokenFile("from-file");
        assertThat(find(NONE).secret().value()).isEqualTo("from-file");
        variables.put("CHELA_GATEWAY_PORT", "2");
        variables.put("CHELA_GATEWAY_TOKEN", "from-environment");
        assertThat(find(NONE).url().getPort()).isEqualTo(2);
        assertThat(find(NONE).secret().value()).isEqualTo("from-environment");

        Target named = find(new Flags(null, 3, "from-flag", null, null));

        assertThat(named.url().getPort()).isEqualTo(3);
        assertThat(named.secret().value()).isEqualTo("from-flag");
    }

    @Test
    void a_gateway_of_this_home_is_found_where_it_says_that_it_listens() throws IOException {
        config("{gateway:{port:19001}}");
        Files.createDirectories(home.resolve("run"));
        Files.writeString(home.resolve("run/gateway.url"), "ws://127.0.0.1:40123\n");

        assertThat(find(NONE).url()).hasToString("ws://127.0.0.1:40123");

        variables.put("CHELA_GATEWAY_PORT", "2");
        assertThat(find(NONE).url().getPort()).isEqualTo(2);
    }

    @Test
    void a_url_named_by_hand_gets_no_secret_that_was_not() throws IOException {
        tokenFile("private");
        variables.put("CHELA_GATEWAY_TOKEN", "private");

        assertThat(find(new Flags("wss://elsewhere.example", null, null, null, null)).secret()).isNull();
    }

    @Test
    void a_broken_configuration_is_warned_of_with_its_place_and_does_not_stop_the_command() throws IOException {
        config("{ gateway: {\n  port: ,");

        assertThat(find(NONE).url().getPort()).isEqualTo(18789);
        assertThat(warnings).singleElement().asString().contains("chela.json5 is not valid JSON5: line 2");
    }

    @Test
    void what_is_no_address_is_named() {
        assertThatThrownBy(() -> find(new Flags("http://x", null, null, null, null)))
                .isInstanceOf(Failure.class)
                .hasMessageContaining("\"http://x\" is no gateway's address");
        assertThatThrownBy(() -> find(new Flags(null, 70000, null, null, null))).hasMessageContaining("--port is 70000");
        variables.put("CHELA_GATEWAY_PORT", "abc");
        assertThatThrownBy(() -> find(NONE)).hasMessageContaining("CHELA_GATEWAY_PORT is \"abc\"");
    }
}
