package dev.chela.rpc;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.chela.core.skill.Skill;
import dev.chela.core.skill.Skill.Meta;
import dev.chela.core.skill.Skill.Source;
import dev.chela.core.skill.Skill.Use;
import dev.chela.core.skill.SkillLoader.Library;
import dev.chela.core.skill.SkillLoader.Root;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code skills.upload.*} and {@code skills.install}. */
class UploadMethodsTest {
    @TempDir
    private Path root;
    private WiredHouse house;
    private Client client;

    @BeforeEach
    void open() throws Exception {
        house = new WiredHouse(root);
        house.talk.house.skills.add((roots, reach) -> new Library(roots.stream().map(Root::path)
                .flatMap(folder -> Stream.of(folder.resolve("SKILL.md"), folder.resolve("tide/SKILL.md"))).filter(Files::exists).map(file -> new Skill("tide", "The sea", real(file), Source.MANAGED, Meta.NONE, Use.PLAIN)).toList(), List.of()));
        client = house.client();
    }

    private static Path real(Path file) {
        try {
            return file.toRealPath();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        house.close();
    }

    private static byte[] zip() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            zip.putNextEntry(new ZipEntry("SKILL.md"));
            zip.write("The sea".getBytes(StandardCharsets.UTF_8));
        }
        return bytes.toByteArray();
    }

    private JsonNode chunk(String id, int offset, byte[] bytes) {
        return client.call("skills.upload.chunk", "{'uploadId':'" + id + "','offset':" + offset + ",'dataBase64':'"
                + Base64.getEncoder().encodeToString(bytes) + "'}");
    }

    @Test
    void a_skill_is_sent_in_parts_and_installed_for_all_agents() throws Exception {
        byte[] zip = zip();
        String begin = "{'kind':'skill-archive','slug':'tide','sizeBytes':" + zip.length + ",'idempotencyKey':'k'}";
        String id = client.call("skills.upload.begin", begin).path("uploadId").asText();
        assertThat(client.call("skills.upload.begin", begin).path("uploadId").asText()).isEqualTo(id);
        chunk(id, 0, Arrays.copyOf(zip, 10));
        assertThat(chunk(id, 0, Arrays.copyOf(zip, 10)).path("receivedBytes").asInt()).isEqualTo(10);
        assertThat(refused("skills.upload.chunk", "{'uploadId':'" + id + "','offset':11,'dataBase64':'AA=='}")).contains("does not follow");
        assertThat(refused("skills.upload.commit", "{'uploadId':'" + id + "'}")).contains("10 of");
        chunk(id, 10, Arrays.copyOfRange(zip, 10, zip.length));
        String install = "{'source':'upload','uploadId':'" + id + "','slug':'tide'}";
        assertThat(refused("skills.install", install)).contains("skills.upload.commit");
        assertThat(refused("skills.upload.commit", "{'uploadId':'" + id + "','sha256':'" + "0".repeat(64) + "'}")).contains("SHA-256");
        assertThat(client.call("skills.upload.commit", "{'uploadId':'" + id + "'}").path("sha256").asText()).hasSize(64);
        assertThat(client.call("skills.install", install).path("ok").asBoolean()).isTrue();
        client.await(frame -> frame.at("/event").asText().equals("skills.changed") && frame.at("/payload/reason").asText().equals("manual"));
        assertThat(house.talk.house.home.root().resolve("skills/tide/SKILL.md")).hasContent("The sea");
        assertThat(refused("skills.install", install)).contains("no upload");
    }

    @Test
    void a_skill_that_somebody_saves_is_told_of_without_being_asked_for_and_one_look_later_is_none() throws Exception {
        client.call("skills.status", "{}");
        Path folder = Files.createDirectories(house.talk.house.skills.managed());
        Files.writeString(folder.resolve("SKILL.md"), "The sea");
        client.await(frame -> frame.at("/event").asText().equals("skills.changed") && frame.at("/payload/reason").asText().equals("watch"));
        Files.delete(folder.resolve("SKILL.md"));
        client.await(frame -> client.events("skills.changed").size() == 2);
    }

    @Test
    void what_needs_a_registry_or_a_package_manager_is_refused_by_name() {
        assertThat(refused("skills.install", "{'source':'clawhub','slug':'x'}")).contains("ClawHub");
        assertThat(refused("skills.install", "{'name':'tide','installId':'brew'}")).contains("skills.status");
        assertThat(refused("skills.install", "{'source':'upload','uploadId':'u','slug':'x','version':'1'}")).contains("version");
        assertThat(refused("skills.upload.begin", "{'kind':'skill-archive','slug':'x','sizeBytes':99999999999}")).contains("at most");
    }

    private String refused(String method, String params) {
        return client.refused(method, params).path("message").asText();
    }
}
