package dev.chela.itests.plugins;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.itests.house.OneHouse;
import dev.chela.itests.house.Repacked;
import dev.chela.itests.house.Until;
import java.io.IOException;
import java.nio.file.Files;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Plugins of the distribution, built again with another manifest: each gets no further than that says, in the middle of a conversation. */
class GrantsIT extends OneHouse {
    private static final String WRITE = "tool write {\"path\":\"note.txt\",\"content\":\"tea at four\"}";
    private static final String READ = "tool read {\"path\":\"note.txt\"}";

    @Test
    void a_tool_opens_no_file_that_its_manifest_does_not_ask_for() throws IOException {
        wire.converse(session, WRITE, fresh("run"));
        assertThat(said(READ)).contains("tea at four");
        drop("bundles/tool-files", "9.0.0", "none");
        assertThat(said(READ)).contains("the plugin dev.chela.tool-files 9.0.0 asks for 'files', which it was not granted; its manifest needs Chela-Grants: files")
                .doesNotContain("tea at four");
        drop("bundles/tool-files", "9.0.1", "files;roots=\"/nowhere\"");
        assertThat(said(READ)).contains("dev.chela.tool-files 9.0.1").doesNotContain("tea at four");
        drop("bundles/tool-files", "9.0.2", "files;roots=\"workspace\"");
        assertThat(said(READ)).contains("tea at four");
        withdraw("bundles/tool-files", "9.0.2");
        assertThat(said(READ)).as("that of the distribution").contains("tea at four");
    }

    @Test
    void a_model_reaches_no_server_that_its_manifest_does_not_ask_for() throws IOException {
        drop("bundles/model-openai", "9.0.0", "none");
        wire.chat(session, "echo one", session + "-denied");
        assertThat(wire.end(session + "-denied").toString()).contains("the plugin dev.chela.model-openai 9.0.0 asks for the host '127.0.0.1', which it was not granted");
        assertThat(model.requests()).isEmpty();
        drop("bundles/model-openai", "9.0.1", "network");
        assertThat(said("echo two")).as("a server that the owner named").isEqualTo("two");
        withdraw("bundles/model-openai", "9.0.1");
        assertThat(said("echo three")).isEqualTo("three");
    }

    private String said(String message) {
        return wire.converse(session, message, fresh("run"));
    }

    private void drop(String folder, String version, String grants) {
        Repacked plugin = Repacked.of(folder);
        gateway.drop(plugin.id() + ".jar", plugin.with(Map.of("Bundle-Version", version, "Chela-Grants", grants)));
        Until.holds(plugin.id() + " " + version + " is installed", () -> listed().contains("\"version\":\"" + version + "\""));
    }

    private void withdraw(String folder, String version) throws IOException {
        Files.delete(gateway.home().resolve("deploy").resolve(Repacked.of(folder).id() + ".jar"));
        Until.holds(version + " is gone", () -> !listed().contains("\"version\":\"" + version + "\""));
    }

    private String listed() {
        return wire.call("plugins.list", "{}").toString();
    }
}
