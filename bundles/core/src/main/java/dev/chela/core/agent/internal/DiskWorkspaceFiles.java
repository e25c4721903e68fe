package dev.chela.core.agent.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.WorkspaceFiles;
import dev.chela.core.hash.Sha256;
import dev.chela.core.home.PrivateFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.osgi.service.component.annotations.Component;

/** Reads the disk each time: people and tools write these files as well. One writer at a time, so that a hash compared still holds. */
@Component
public final class DiskWorkspaceFiles implements WorkspaceFiles {
    private static final List<String> NAMES = List.of(
            "AGENTS.md", "SOUL.md", "IDENTITY.md", "USER.md", "TOOLS.md", "HEARTBEAT.md", "BOOTSTRAP.md", "MEMORY.md", "WORKING.md");
    private static final Set<String> USUAL = Set.of("AGENTS.md", "SOUL.md", "IDENTITY.md", "USER.md");
    private static final int MOST_MEMORIES = 200;

    @Override
    public List<Entry> list(Agent agent) {
        List<Entry> entries = new ArrayList<>();
        NAMES.forEach(name -> entries.add(entry(agent, name, Optional.empty())));
        Path memory = agent.workspace().resolve("memory");
        if (Files.isDirectory(memory)) {
            browse(agent, "memory").stream().filter(item -> !item.directory() && isMemory(item.path()))
                    .sorted(Comparator.comparing(Item::name).reversed()).limit(MOST_MEMORIES)
                    .forEach(item -> entries.add(entry(agent, item.path(), Optional.empty())));
        }
        return List.copyOf(entries);
    }

    @Override
    public Entry read(Agent agent, String name) {
        Path file = named(agent, name);
        return entry(agent, name, Files.exists(file) ? Optional.of(text(name, content(file, name))) : Optional.empty());
    }

    @Override
    public synchronized Saved write(Agent agent, String name, String text, Optional<String> expected) {
        Path file = named(agent, name);
        byte[] content = text.getBytes(StandardCharsets.UTF_8);
        if (content.length > LARGEST) {
            throw new Permanent(name + " would have " + content.length + " bytes; at most " + LARGEST + " are written");
        }
        if (expected.isPresent()) {
            Optional<String> now = Files.exists(file) ? Optional.of(Sha256.hex(content(file, name))) : Optional.empty();
            if (now.filter(expected.get()::equalsIgnoreCase).isEmpty()) {
                return new Saved.Outdated(now);
            }
        }
        try {
            if (!Files.isDirectory(file.getParent())) {
                PrivateFiles.directory(file.getParent());
            }
            PrivateFiles.write(Files.exists(file) ? file.toRealPath() : file, content);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot write " + file + ": " + e.getMessage(), e);
        }
        return new Saved.Written(entry(agent, name, Optional.of(text)));
    }

    /** By way of a new file, so that a second name which the old one has elsewhere leads to nothing new. */
    @Override
    public synchronized Entry append(Agent agent, String name, String lines) {
        String before = read(agent, name).text().orElse("");
        String gap = before.isEmpty() || before.endsWith("\n") ? "" : "\n";
        write(agent, name, before + gap + lines.strip() + "\n", Optional.empty());
        return entry(agent, name, Optional.empty());
    }

    private static Path named(Agent agent, String name) {
        if (!NAMES.contains(name) && !isMemory(name)) {
            throw new Permanent("unsupported file \"" + name + "\"; there are " + String.join(", ", NAMES) + " and memory/NAME.md");
        }
        return WorkspacePath.in(agent.workspace(), name);
    }

    private static boolean isMemory(String name) {
        return name.matches("memory/[A-Za-z0-9][A-Za-z0-9._ -]{0,120}\\.md");
    }

    private static Entry entry(Agent agent, String name, Optional<String> text) {
        Path file = named(agent, name);
        boolean usual = USUAL.contains(name);
        if (!Files.isRegularFile(file)) {
            return new Entry(name, file.toString(), true, usual, 0, 0, Optional.empty(), Optional.empty());
        }
        return new Entry(name, file.toString(), false, usual, size(file), WorkspacePath.modified(file), text,
                text.map(Sha256::hex));
    }

    @Override
    public List<Item> browse(Agent agent, String path) {
        Path directory = WorkspacePath.in(agent.workspace(), path);
        if (path.isEmpty() && !Files.exists(directory)) {
            return List.of();
        }
        if (!Files.isDirectory(directory)) {
            throw new Permanent("\"" + path + "\" is no directory of the workspace " + agent.workspace());
        }
        try (Stream<Path> inside = Files.list(directory)) {
            return inside.filter(file -> isInside(agent, file)).map(file -> item(agent, file))
                    .sorted(Comparator.comparing(Item::directory).reversed().thenComparing(Item::name)).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot list " + directory + ": " + e.getMessage(), e);
        }
    }

    /** Links that lead out are as if they were not there. */
    private static boolean isInside(Agent agent, Path file) {
        try {
            WorkspacePath.in(agent.workspace(), relative(agent, file));
            return Files.exists(file);
        } catch (Permanent outside) {
            return false;
        }
    }

    private static Item item(Agent agent, Path file) {
        boolean directory = Files.isDirectory(file);
        return new Item(relative(agent, file), file.getFileName().toString(), directory, directory ? 0 : size(file),
                WorkspacePath.modified(file));
    }

    private static String relative(Agent agent, Path file) {
        return agent.workspace().normalize().relativize(file).toString().replace('\\', '/');
    }

    @Override
    public Bytes bytes(Agent agent, String path) {
        Path file = WorkspacePath.in(agent.workspace(), path);
        if (!Files.isRegularFile(file)) {
            throw new Permanent("\"" + path + "\" is no file of the workspace " + agent.workspace());
        }
        return new Bytes(item(agent, file), content(file, path));
    }

    @Override
    public boolean isTemplate(String name, byte[] content) {
        return Workspaces.isTemplate(name, new String(content, StandardCharsets.UTF_8));
    }

    @Override
    public Agent.Identity identity(Agent agent) {
        Path file = agent.workspace().resolve("IDENTITY.md");
        try {
            return Files.isRegularFile(file) ? IdentityFile.parse(read(agent, "IDENTITY.md").text().orElse("")) : Agent.Identity.NONE;
        } catch (Permanent unreadable) {
            return Agent.Identity.NONE; // Who reads the file itself is told why; a name is not worth a failure.
        }
    }

    private static byte[] content(Path file, String name) {
        if (!Files.isRegularFile(file)) {
            throw new Permanent(name + " is not a regular file");
        }
        if (size(file) > LARGEST) {
            throw new Permanent(name + " has " + size(file) + " bytes; at most " + LARGEST + " are read here");
        }
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    private static String text(String name, byte[] content) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException binary) {
            throw new Permanent(name + " is not a text in UTF-8", binary);
        }
    }

    private static long size(Path file) {
        try {
            return Files.size(file);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot look at " + file + ": " + e.getMessage(), e);
        }
    }
}
