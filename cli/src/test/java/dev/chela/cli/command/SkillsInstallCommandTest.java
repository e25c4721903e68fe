package dev.chela.cli.command;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.cli.json.Json;
import dev.chela.cli.stub.Cli;
import dev.chela.cli.stub.StubGateway;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkillsInstallCommandTest {
    @TempDir
    private Path home;

    @Test
    void a_folder_is_packed_without_what_is_hidden_sent_and_installed() throws IOException {
        Path folder = Files.createDirectories(home.resolve("The Tide/scripts")).getParent();
        Files.createDirectories(folder.resolve(".git"));
        for (String name : List.of("SKILL.md", "scripts/run.sh", ".git/config")) {
            Files.writeString(folder.resolve(name), name);
        }
        try (StubGateway gateway = new StubGateway()) {
            gateway.answer("skills.upload.begin", Json.object("uploadId", "u"));
            gateway.answer("skills.upload.chunk", Json.object("uploadId", "u"));
            gateway.answer("skills.upload.commit", Json.object("ok", true));
            gateway.answer("skills.install", Json.object("ok", true, "message", "Installed tide."));
            Cli.Result said = new Cli(home).run(gateway, "skills", "install", folder.toString(), "--agent", "main", "--force");
            assertThat(said.err()).isEmpty();
            assertThat(said.out()).contains("Installed tide.");
            assertThat(gateway.next("skills.upload.begin").params().get("slug").text()).isEqualTo("the-tide");
            assertThat(names(gateway.next("skills.upload.chunk").params().get("dataBase64").text())).containsExactly("SKILL.md", "scripts/run.sh");
            assertThat(gateway.next("skills.install").params()).isEqualTo(
                    Json.object("source", "upload", "uploadId", "u", "slug", "the-tide", "agentId", "main", "force", true));
            assertThat(new Cli(home).run(gateway, "skills", "install", home.toString()).err()).contains("no folder with a SKILL.md");
        }
    }

    private static List<String> names(String base64) throws IOException {
        List<String> names = new ArrayList<>();
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(Base64.getDecoder().decode(base64)))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
            }
        }
        return names;
    }
}
