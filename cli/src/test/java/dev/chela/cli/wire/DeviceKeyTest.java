package dev.chela.cli.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.chela.cli.json.Json;
import dev.chela.cli.stub.StubGateway;
import dev.chela.cli.target.Target;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** That a gateway accepts the signature is shown against the real one, in CommandLineIT. */
class DeviceKeyTest {
    @TempDir
    Path home;

    private Path file() {
        return home.resolve("credentials/cli-device-key");
    }

    private Json shown(StubGateway stub) throws Exception {
        Target.Secret secret = new Target.Secret(Target.Kind.TOKEN, StubGateway.TOKEN, "the test");
        Target target = new Target(URI.create("ws://127.0.0.1:" + stub.port()), secret, null, file());
        new Connector(target, "test").open(Role.oneShot(Role.READ), Listener.DEAF).close();
        return stub.connects().get(stub.connects().size() - 1).get("device");
    }

    @Test
    void shows_the_same_key_each_time_which_nobody_else_may_read() throws Exception {
        try (StubGateway stub = new StubGateway()) {
            Json first = shown(stub);
            byte[] raw = Base64.getUrlDecoder().decode(first.get("publicKey").text());
            assertThat(first.get("id").text()).isEqualTo(HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(raw)));
            assertThat(shown(stub).get("id")).isEqualTo(first.get("id"));
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file()))).isEqualTo("rw-------");
        }
    }

    @Test
    void says_which_file_holds_no_key() throws Exception {
        Files.createDirectories(file().getParent());
        Files.writeString(file(), "nonsense\n");
        assertThatThrownBy(() -> DeviceKey.at(file())).hasMessageContaining(file().toString()).hasMessageContaining("delete it");
    }
}
