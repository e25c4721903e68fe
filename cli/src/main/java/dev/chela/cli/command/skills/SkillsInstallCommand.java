package dev.chela.cli.command.skills;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.ask.Caller;
import dev.chela.cli.ask.Question;
import dev.chela.cli.json.Json;
import dev.chela.cli.wire.Role;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "install", description = "Send a skill to the gateway. It takes some when skills.install.allowUploadedArchives is true.")
final class SkillsInstallCommand extends Question {
    private static final int PART = 1 << 20;

    @Parameters(index = "0", paramLabel = "PATH", description = "A folder with a SKILL.md, or a zip of one.")
    private Path path;

    @Option(names = "--agent", paramLabel = "ID", description = "For this agent; for all when not said.")
    private String agent;

    @Option(names = "--as", paramLabel = "NAME", description = "The folder's name; as it is here when not said.")
    private String name;

    @Option(names = "--force", description = "What has that name goes to the trash.")
    private boolean force;

    SkillsInstallCommand(Console console) {
        super(console);
    }

    @Override
    protected Role role() {
        return Role.oneShot(Role.ADMIN);
    }

    @Override
    protected Json ask(Caller caller) {
        byte[] archive = archive();
        String slug = name == null ? slug() : name;
        String upload = caller.call("skills.upload.begin", Json.object("kind", "skill-archive", "slug", slug, "sizeBytes", archive.length,
                "idempotencyKey", UUID.randomUUID().toString())).get("uploadId").text();
        for (int at = 0; at < archive.length; at += PART) {
            caller.call("skills.upload.chunk", Json.object("uploadId", upload, "offset", at, "dataBase64",
                    Base64.getEncoder().encodeToString(Arrays.copyOfRange(archive, at, Math.min(archive.length, at + PART)))));
        }
        caller.call("skills.upload.commit", Json.object("uploadId", upload));
        return caller.call("skills.install", Json.object("source", "upload", "uploadId", upload, "slug", slug, "agentId", agent, "force", force));
    }

    private String slug() {
        String file = String.valueOf(path.toAbsolutePath().normalize().getFileName());
        return file.replaceFirst("(?i)\\.zip$", "").toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9._-]+", "-").replaceAll("^[._-]+|-+$", "");
    }

    private byte[] archive() {
        try {
            if (Files.isRegularFile(path)) {
                return Files.readAllBytes(path);
            }
            if (Files.isRegularFile(path.resolve("SKILL.md"))) {
                return packed(path);
            }
        } catch (IOException e) {
            throw Failure.of("Cannot read " + path + ": " + e.getMessage());
        }
        throw Failure.usage(path + " is no folder with a SKILL.md, and no zip.");
    }

    /** Without what begins with a dot: that is nobody's skill. */
    private static byte[] packed(Path folder) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes); Stream<Path> tree = Files.walk(folder)) {
            List<Path> files = tree.filter(Files::isRegularFile).sorted().toList();
            for (Path file : files) {
                String entry = folder.relativize(file).toString().replace('\\', '/');
                if (!("/" + entry).contains("/.")) {
                    zip.putNextEntry(new ZipEntry(entry));
                    Files.copy(file, zip);
                }
            }
        }
        return bytes.toByteArray();
    }

    @Override
    protected String words(Json answer) {
        return answer.get("message").text();
    }
}
