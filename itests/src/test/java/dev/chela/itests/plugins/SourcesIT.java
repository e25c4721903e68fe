package dev.chela.itests.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.chela.api.tool.Tool;
import dev.chela.itests.house.CommandLine;
import dev.chela.itests.house.Gateway;
import dev.chela.itests.house.Jdk;
import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.SamplePlugin;
import dev.chela.itests.house.Samples;
import dev.chela.itests.house.Until;
import dev.chela.itests.house.Wire;
import dev.chela.itests.sample.Teller;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Plugins from a repository and from an archive, and the same set in another home. */
class SourcesIT extends OneHouse {
    private static final SamplePlugin TELLER = new SamplePlugin(Teller.class, Tool.class, "chela.tool;name=tell", "dev.chela.api.tool");
    private static final String DICE = "dev.chela.tool-dice";
    private static final String COORDINATES = "mvn:com.example:dice:1.0.0";

    @TempDir
    private static Path root;
    private HttpServer repository;

    @Override
    protected String settings() {
        return super.settings().replace("tools: {", "plugins: { maven: { repositories: [\"http://127.0.0.1:" + serving() + "/maven2\"] } },\n  tools: {");
    }

    private int serving() {
        try {
            if (repository == null) {
                repository = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
                repository.createContext("/", exchange -> {
                    Path file = root.resolve(exchange.getRequestURI().getPath().substring(1));
                    byte[] body = Files.isRegularFile(file) ? Files.readAllBytes(file) : new byte[0];
                    exchange.sendResponseHeaders(body.length == 0 ? 404 : 200, body.length == 0 ? -1 : body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
                repository.start();
            }
            return repository.getAddress().getPort();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterAll
    void stop() {
        repository.stop(0);
    }

    private static void publish(byte[] jar) throws Exception {
        Path file = root.resolve("maven2/com/example/dice/1.0.0/dice-1.0.0.jar");
        Files.createDirectories(file.getParent());
        Files.write(file, jar);
        Files.writeString(Path.of(file + ".sha1"), HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(jar)));
    }

    @Test
    void what_came_from_a_repository_and_from_a_hand_is_the_same_in_another_home() throws Exception {
        CommandLine typed = new CommandLine(gateway);
        assertThat(typed.chela("plugins", "install", COORDINATES).words()).contains("there is no " + COORDINATES, "plugins.maven.repositories");
        publish(Files.readAllBytes(Samples.DICE));
        assertThat(typed.chela("plugins", "verify", COORDINATES).words()).contains("Nothing speaks against it.");
        assertThat(typed.chela("plugins", "install", COORDINATES).words()).contains(DICE, "is in place.");
        assertThat(rolls(wire)).isTrue();
        gateway.drop("teller.jar", TELLER.jar("1.0.0"));
        Until.holds("the teller is there", () -> wire.call("plugins.list", "{}").toString().contains(TELLER.id()));
        wire.call("plugins.setEnabled", "{\"pluginId\":\"" + TELLER.id() + "\",\"enabled\":false}");

        Path lock = root.resolve("plugins.lock");
        Path jars = root.resolve("jars");
        CommandLine.Said written = typed.chela("plugins", "lock", lock.toString(), "--jars", jars.toString());
        assertThat(written.words()).contains("names 2 plugins");
        assertThat(lock).content(StandardCharsets.UTF_8).contains("\"format\" : 1", "\"source\" : \"" + COORDINATES + "\"", "\"file\" : \"teller.jar\"");
        assertThat(typed.chela("plugins", "install", "--lock", lock.toString()).words()).contains("The plugins are those of " + lock);

        try (Gateway other = Gateway.start(settings(), Jdk.ofTheBuild()); Wire there = other.connect()) {
            CommandLine far = new CommandLine(other);
            assertThat(far.chela("plugins", "install", "--lock", lock.toString()).words()).contains("nothing was changed: " + TELLER.id());
            assertThat(there.call("plugins.list", "{}").toString()).doesNotContain(DICE);
            assertThat(far.chela("plugins", "install", "--lock", lock.toString(), "--jars", jars.toString()).words())
                    .contains(DICE + " ", " is installed.", TELLER.id() + " 1.0.0 is installed, put aside.");
            assertThat(rolls(there)).isTrue();
            Path again = root.resolve("again.lock");
            far.chela("plugins", "lock", again.toString());
            assertThat(again).hasSameTextualContentAs(lock);
        }
        assertThat(typed.console("chela:plugins upgrade " + COORDINATES).words()).contains(DICE, "is in place.");
        wire.call("plugins.uninstall", "{\"pluginId\":\"" + DICE + "\"}");
        wire.call("plugins.uninstall", "{\"pluginId\":\"" + TELLER.id() + "\"}");
    }

    @Test
    void an_archive_brings_its_plugins_and_takes_them_along_when_it_goes() throws Exception {
        byte[] dice = Files.readAllBytes(Samples.DICE);
        gateway.drop("dice.kar", kar(dice, "<config name='x'>a=b</config>"));
        Until.holds("it is refused by name", () -> wire.call("plugins.list", "{}").path("diagnostics").toString().contains("it has <config>, which are not for plugins"));
        assertThat(fate()).contains("<config>");
        assertThat(rolls(wire)).isFalse();

        gateway.drop("dice.kar", kar(dice, ""));
        Until.holds("the dice are there", () -> rolls(wire));
        Until.holds("it is said what it brought", () -> fate().startsWith("brought " + DICE));
        wire.close();
        gateway.stop();
        gateway.start();
        wire = gateway.connect();
        Until.holds("the dice are back", () -> rolls(wire));
        Files.delete(gateway.home().resolve("deploy/dice.kar"));
        Until.holds("the dice are gone", () -> !rolls(wire));

        Path kar = Files.write(root.resolve("dice.kar"), kar(dice, ""));
        CommandLine typed = new CommandLine(gateway);
        assertThat(typed.chela("plugins", "install", kar.toString(), "--dry-run").words()).contains("tool dice", "Nothing speaks against it.");
        assertThat(rolls(wire)).isFalse();
        assertThat(typed.chela("plugins", "install", kar.toString()).words()).contains(DICE, "is in place.");
        assertThat(rolls(wire)).isTrue();
        assertThat(typed.console("chela:plugins verify " + kar).words()).contains("Brings: tool dice", "It is what is in place already.");
        Files.delete(gateway.home().resolve("deploy/dice.kar"));
        Until.holds("the dice are gone again", () -> !rolls(wire));
        Until.holds("nothing of it lies there", () -> gateway.home().resolve("deploy").toFile().list((folder, name) -> name.startsWith("dice")).length == 0);
    }

    /** What the note beside the archive says. */
    private String fate() {
        try {
            return Files.readString(gateway.home().resolve("deploy/dice.kar.status"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static byte[] kar(byte[] dice, String more) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            zip.putNextEntry(new ZipEntry("repository/com/example/games/1.0.0/games-1.0.0-features.xml"));
            zip.write(("<features name='games' xmlns='http://karaf.apache.org/xmlns/features/v1.6.0'><feature name='games' version='1.0.0'>" + more
                    + "<bundle>mvn:com.example/dice/1.0.0</bundle></feature></features>").getBytes(StandardCharsets.UTF_8));
            zip.putNextEntry(new ZipEntry("repository/com/example/dice/1.0.0/dice-1.0.0.jar"));
            zip.write(dice);
        }
        return out.toByteArray();
    }

    private boolean rolls(Wire wire) {
        return wire.converse(session, "tool dice {}", fresh("run")).matches("1d6: \\d");
    }
}
