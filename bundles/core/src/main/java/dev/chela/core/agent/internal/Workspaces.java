package dev.chela.core.agent.internal;

import dev.chela.api.fault.Transient;
import dev.chela.api.id.AgentId;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents.ContextFile;
import dev.chela.core.home.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The Markdown files of a workspace. Read again only when a file's time or size changed, since every turn asks. */
final class Workspaces {
    private static final Logger LOG = LoggerFactory.getLogger(Workspaces.class);
    private static final String IDENTITY = "IDENTITY.md";
    private static final String INTRODUCTION = "BOOTSTRAP.md";
    private static final List<String> FILES =
            List.of("AGENTS.md", "SOUL.md", IDENTITY, "USER.md", "TOOLS.md", INTRODUCTION, "MEMORY.md", "WORKING.md");
    private static final List<String> TEMPLATES = List.of("AGENTS.md", "SOUL.md", IDENTITY, "USER.md", "TOOLS.md", "HEARTBEAT.md", INTRODUCTION);
    private static final String HOUSE = "Chela";
    private static final int MOST_BYTES = 4 * 1024 * 1024;
    private static final Read ABSENT = new Read(FileTime.fromMillis(0), 0, "");

    private final Map<Path, Read> cache = new ConcurrentHashMap<>();
    /** The IDENTITY files last seen that say what their template says. */
    private final Map<AgentId, Read> nameless = new ConcurrentHashMap<>();

    /** Compared by identity: the same one as long as the file is the same. */
    private record Read(FileTime modified, long size, String text) {}

    List<ContextFile> context(Agent agent, boolean seed, int perFile, int total) {
        try {
            prepare(agent, seed);
            endIntroduction(agent);
            List<ContextFile> files = new ArrayList<>();
            int left = total;
            for (String name : FILES) {
                String text = cut(read(agent.workspace().resolve(name)).text(), Math.min(perFile, left));
                if (!text.isBlank()) {
                    files.add(new ContextFile(name, text));
                    left -= text.length();
                }
            }
            return List.copyOf(files);
        } catch (IOException e) {
            throw new Transient("workspace " + agent.workspace() + " cannot be used: " + e.getMessage(), Duration.ofSeconds(5), e);
        }
    }

    /** Only a workspace that has none of its files yet is furnished: what a person deleted stays deleted. */
    private synchronized void prepare(Agent agent, boolean seed) throws IOException {
        Path workspace = agent.workspace();
        if (cache.containsKey(workspace.resolve(FILES.get(0)))) {
            return;
        }
        if (!Files.isDirectory(workspace)) {
            PrivateFiles.directory(workspace);
        }
        boolean fresh = FILES.stream().noneMatch(name -> Files.exists(workspace.resolve(name)));
        if (seed && fresh) {
            for (String name : TEMPLATES) {
                furnish(workspace.resolve(name), template(name, calledFirst(agent)));
            }
        }
    }

    /** Whole or not at all, or after a power cut the model would be shown zeros as what it is to be. */
    private static void furnish(Path file, String text) {
        if (!Files.exists(file)) {
            PrivateFiles.write(file, text);
        }
    }

    /** Whoever has a name of its own has got to know its person. */
    private void endIntroduction(Agent agent) throws IOException {
        Path introduction = agent.workspace().resolve(INTRODUCTION);
        if (!read(introduction).text().isEmpty() && isNamed(agent)) {
            Files.deleteIfExists(introduction);
        }
    }

    private boolean isNamed(Agent agent) throws IOException {
        if (!agent.identity().equals(Agent.Identity.NONE)) {
            return true;
        }
        Read now = read(agent.workspace().resolve(IDENTITY));
        if (now != nameless.get(agent.id()) && isTemplate(IDENTITY, now.text())) {
            nameless.put(agent.id(), now);
        }
        return now != nameless.get(agent.id());
    }

    /** The first agent bears the house's name until it has one of its own; those that people add are told apart. */
    private static String calledFirst(Agent agent) {
        return agent.id().equals(AgentId.MAIN) ? HOUSE : agent.name();
    }

    static boolean isTemplate(String name, String text) {
        return TEMPLATES.contains(name) && text.equals(template(name, IdentityFile.parse(text).name()));
    }

    /** What a file says in a new workspace of somebody of that name. */
    private static String template(String file, String called) {
        try (InputStream template = Workspaces.class.getResourceAsStream("templates/" + file)) {
            return new String(template.readAllBytes(), StandardCharsets.UTF_8).replace("{name}", called);
        } catch (IOException e) {
            throw new UncheckedIOException("the template " + file + " of this bundle cannot be read", e);
        }
    }

    /** A link is followed to a file beside it and no further: an agent that can make links must not have the house read for it. */
    private Read read(Path named) throws IOException {
        try {
            Path file = Files.isSymbolicLink(named) ? named.toRealPath() : named;
            if (!file.equals(named) && !file.getParent().equals(named.getParent().toRealPath())) {
                LOG.warn("{} is a link to {}, outside the workspace, and is not read", named, file);
                return ABSENT;
            }
            FileTime modified = Files.getLastModifiedTime(file);
            long size = Files.size(file);
            Read known = cache.get(file);
            if (known == null || !known.modified().equals(modified) || known.size() != size) {
                known = new Read(modified, size, beginning(file));
                cache.put(file, known);
            }
            return known;
        } catch (NoSuchFileException absent) {
            cache.remove(named);
            return ABSENT;
        }
    }

    /** No more than any limit lets through, however large somebody made the file. */
    private static String beginning(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            return new String(in.readNBytes(MOST_BYTES), StandardCharsets.UTF_8);
        }
    }

    private static String cut(String text, int limit) {
        if (text.length() <= limit) {
            return text;
        }
        if (limit < 100) {
            return "";
        }
        int end = limit - 60;
        int whole = Character.isHighSurrogate(text.charAt(end - 1)) ? end - 1 : end;
        return text.substring(0, whole) + "\n… (cut: the file is longer; read it for the rest)\n";
    }
}
