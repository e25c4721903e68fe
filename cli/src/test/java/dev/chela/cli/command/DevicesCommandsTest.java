package dev.chela.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.cli.json.Json;
import dev.chela.cli.stub.Cli;
import dev.chela.cli.stub.StubGateway;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DevicesCommandsTest {
    private static final Json DEVICE = Json.object("deviceId", "d1", "label", "Kitchen", "connected", true, "scopes", List.of("operator.read"));

    private final StubGateway gateway = new StubGateway();

    @TempDir
    private Path home;

    @BeforeEach
    void stub() {
        gateway.answer("device.pair.list", Json.object("paired", List.of(DEVICE), "pending", List.of(
                Json.object("requestId", "r2", "deviceId", "d3", "clientId", "openclaw-tui", "ts", 2_000, "scopes", List.of("operator.admin")),
                Json.object("requestId", "r1", "deviceId", "d2", "clientId", "openclaw-ios", "ts", 1_000, "scopes", List.of()))));
        gateway.answer("device.pair.approve", Json.object("requestId", "r2", "device", Json.object("deviceId", "d3")));
        for (String method : List.of("device.pair.reject", "device.pair.remove", "device.token.rotate", "device.token.revoke")) {
            gateway.answer(method, Json.object("deviceId", "d1", "role", "operator"));
        }
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Cli.Result devices(String... words) {
        String[] all = new String[words.length + 1];
        all[0] = "devices";
        System.arraycopy(words, 0, all, 1, words.length);
        return new Cli(home).run(gateway, all);
    }

    private Json sent(String method) {
        return gateway.next(method).params();
    }

    @Test
    void lists_who_asks_and_who_is_paired() {
        assertThat(devices("list").out()).contains("r2", "openclaw-tui", "operator.admin", "chela devices approve", "Kitchen", "now");
        assertThat(gateway.connects()).extracting(connect -> connect.get("scopes").toString()).containsExactly("[\"operator.pairing\"]");
    }

    @Test
    void approves_a_named_request_or_the_latest() {
        assertThat(devices("approve", "r1").exitCode()).isZero();
        assertThat(sent("device.pair.approve")).isEqualTo(Json.object("requestId", "r1"));
        assertThat(devices("approve", "--latest").out()).contains("d3 may connect now");
        assertThat(sent("device.pair.approve")).isEqualTo(Json.object("requestId", "r2"));
    }

    @Test
    void asks_which_request_is_meant() {
        assertThat(devices("approve").exitCode()).isEqualTo(2);
        assertThat(devices("approve", "r1", "--latest").err()).contains("--latest");
    }

    @Test
    void says_when_nobody_asks() {
        gateway.answer("device.pair.list", Json.object("paired", List.of(), "pending", List.of()));
        assertThat(devices("approve", "--latest").err()).contains("No device asks");
        assertThat(devices("list").out()).isEqualTo("No devices are paired.\n");
    }

    @Test
    void turns_down_and_forgets() {
        assertThat(devices("reject", "r1").out()).contains("Turned down");
        assertThat(sent("device.pair.reject")).isEqualTo(Json.object("requestId", "r1"));
        assertThat(devices("remove", "d1").out()).contains("Forgotten");
        assertThat(sent("device.pair.remove")).isEqualTo(Json.object("deviceId", "d1"));
    }

    @Test
    void makes_tokens_worthless() {
        devices("rotate", "--device", "d1", "--scope", "operator.read");
        assertThat(sent("device.token.rotate"))
                .isEqualTo(Json.object("deviceId", "d1", "role", "operator", "scopes", List.of("operator.read")));
        devices("revoke", "--device", "d1", "--role", "node");
        assertThat(sent("device.token.revoke")).isEqualTo(Json.object("deviceId", "d1", "role", "node"));
    }
}
