package dev.chela.itests.clients;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Homes;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * OpenClaw's published programs, with a home of their own that goes with them, pointed at one gateway. Some of them look outward,
 * so they are run only where the one network is loopback: see {@code src/test/clients/bin/java}.
 */
public final class Openclaw implements AutoCloseable {
    public static final Path INSTALLED = Path.of(System.getProperty("chela.clients")).toAbsolutePath();
    private static final Path NODE = INSTALLED.resolve("runtime/node_modules/node/bin");
    private static final Path PACKAGE = INSTALLED.resolve("node_modules/openclaw");
    private static final Path SCRIPTS = Path.of("src/test/node");
    private static final int PATIENCE_SECONDS = 120;

    private final Path home;
    private final int port;

    private Openclaw(Path home, int port) {
        this.home = home;
        this.port = port;
    }

    /** What the CLI would find on the gateway's own machine: its port and its token. */
    public static Openclaw beside(Gateway gateway) {
        return with(gateway, """
                "mode": "local", "port": %d, "auth": {"mode": "token", "token": "%s"}""".formatted(gateway.url().getPort(), Gateway.TOKEN));
    }

    /** The same, where the CLI knows of a Telegram bot; what is done with it is the gateway's to do. */
    public static Openclaw withTelegram(Gateway gateway, String botToken) {
        return with(gateway, """
                "mode": "local", "port": %d, "auth": {"mode": "token", "token": "%s"}}, "channels": {"telegram": {"enabled": true, "botToken": "%s"}"""
                .formatted(gateway.url().getPort(), Gateway.TOKEN, botToken));
    }

    /** What somebody writes on another machine, who was told the fingerprint of the gateway's certificate. */
    public static Openclaw far(Gateway gateway, String fingerprint) {
        return with(gateway, """
                "mode": "remote", "remote": {"url": "%s", "token": "%s", "tlsFingerprint": "%s"}"""
                .formatted(gateway.url(), Gateway.TOKEN, fingerprint));
    }

    private static Openclaw with(Gateway gateway, String settings) {
        assertThat(networks()).as("networks that a client of OpenClaw could reach; run these tests by -Pclients, which takes all but loopback away").containsExactly("lo");
        try {
            Path home = Files.createTempDirectory("openclaw").toRealPath();
            Files.createDirectory(home.resolve("tmp"));
            Files.writeString(home.resolve("openclaw.json"), """
                    {"gateway": {%s}, "logging": {"file": "%s"}}
                    """.formatted(settings, home.resolve("openclaw.log")));
            return new Openclaw(home, gateway.url().getPort());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> networks() {
        try {
            return NetworkInterface.networkInterfaces().map(NetworkInterface::getName).toList();
        } catch (SocketException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The files that a browser is served. */
    public static Path controlUi() {
        return PACKAGE.resolve("dist/control-ui");
    }

    /** The folders of its skills. */
    public static Path skills() {
        return PACKAGE.resolve("skills");
    }

    /** {@code openclaw ...}, as typed. */
    public ProcessBuilder command(String... words) {
        return node(PACKAGE.resolve("openclaw.mjs"), words);
    }

    /** One of our scripts that uses a published package; Node looks for packages from where the script lies. */
    public ProcessBuilder script(String name, String... words) {
        try (Stream<Path> scripts = Files.list(SCRIPTS)) {
            for (Path each : scripts.toList()) {
                Files.copy(each, INSTALLED.resolve(each.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        ProcessBuilder builder = node(INSTALLED.resolve(name), words);
        builder.environment().put("CHELA_TEST_TOKEN", Gateway.TOKEN);
        return builder;
    }

    /** A program of somebody else, in the same Node. */
    public static ProcessBuilder nodeWith(Path program, String... words) {
        var builder = new ProcessBuilder(NODE.resolve("node").toString(), program.toString());
        builder.command().addAll(List.of(words));
        return builder;
    }

    private ProcessBuilder node(Path program, String... words) {
        var builder = nodeWith(program, words);
        var environment = builder.environment();
        environment.keySet().removeIf(name -> name.startsWith("OPENCLAW_") || name.endsWith("_API_KEY") || name.endsWith("_TOKEN"));
        environment.put("HOME", home.toString());
        environment.put("TMPDIR", home.resolve("tmp").toString());
        environment.put("OPENCLAW_CONFIG_PATH", home.resolve("openclaw.json").toString());
        // Without it some commands look for a lock that OpenClaw's own gateway keeps in the state, and do without a gateway.
        environment.put("OPENCLAW_GATEWAY_PORT", Integer.toString(port));
        environment.put("OPENCLAW_STATE_DIR", home.resolve("state").toString());
        environment.put("NODE_COMPILE_CACHE", INSTALLED.resolve("compiled").toString());
        environment.put("NO_COLOR", "1");
        environment.merge("PATH", NODE.toString(), (path, node) -> node + ":" + path);
        return builder;
    }

    /** Runs {@code openclaw ...} to its end, which must be a good one. @return all that it said */
    public String says(String... words) {
        try {
            Path out = Files.createTempFile(home, "said", ".txt");
            Process running = command(words).redirectErrorStream(true).redirectOutput(out.toFile()).start();
            running.getOutputStream().close();
            boolean ended = running.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS);
            running.destroyForcibly();
            String said = Files.readString(out);
            assertThat(ended).as("openclaw %s ends; it said: %s", List.of(words), said).isTrue();
            assertThat(running.exitValue()).as("openclaw %s said: %s", List.of(words), said).isZero();
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            throw new AssertionError("interrupted while openclaw ran", e);
        }
    }

    @Override
    public void close() {
        Homes.delete(home);
    }
}
