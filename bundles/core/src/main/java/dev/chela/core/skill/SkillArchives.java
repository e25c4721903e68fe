package dev.chela.core.skill;

import dev.chela.api.fault.Permanent;
import dev.chela.api.task.Clock;
import dev.chela.core.agent.Agent;
import dev.chela.core.home.Home;
import dev.chela.core.home.PrivateFiles;
import dev.chela.core.home.Trees;
import dev.chela.core.skill.SkillLoader.Library;
import dev.chela.core.skill.internal.Unpacking;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Puts a packed skill into a folder of skills: there is all of it or nothing, and only when it can be read as one skill. It counts in the
 * next turn, as one that a person saved there.
 */
@Component(service = SkillArchives.class)
public final class SkillArchives {
    private static final Pattern SLUG = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

    private final Skills skills;
    private final Home home;
    private final Clock clock;

    @Activate
    public SkillArchives(@Reference Skills skills, @Reference Home home, @Reference Clock clock) {
        this.skills = skills;
        this.home = home;
        this.clock = clock;
    }

    /** What becomes of a folder of that name. */
    public enum Existing {
        STAYS,
        /** It goes to {@code <home>/trash}. */
        GIVES_WAY
    }

    /** @param folder where it lies now */
    public record Installed(Skill skill, Path folder) {}

    /**
     * @param archive a zip with a {@code SKILL.md} at its top, or in its only folder
     * @param slug the folder's name
     * @param agent whose it is to be; empty for all agents
     * @throws Permanent when the archive is no skill, leads out of its folder or is too large, or the folder exists and stays; then nothing
     *     was changed
     */
    public synchronized Installed install(Path archive, String slug, Optional<Agent> agent, Existing existing) {
        if (!SLUG.matcher(slug).matches()) {
            throw new Permanent("\"" + slug + "\" cannot be a skill's folder; it is to match " + SLUG);
        }
        Path root = agent.map(whose -> whose.workspace().resolve("skills")).orElseGet(skills::managed);
        Path target = root.resolve(slug);
        if (existing == Existing.STAYS && Files.exists(target)) {
            throw new Permanent("there is " + target + " already; with force it gives way, and goes to the trash");
        }
        // The loader passes over what begins with a dot: nobody is offered half a skill.
        Path incoming = root.resolve("." + slug + ".incoming");
        discard(incoming);
        try {
            PrivateFiles.directory(incoming);
            Unpacking.of(archive, incoming);
            Skill skill = only(skills.examine(incoming), incoming.toRealPath());
            replace(incoming, target, slug);
            return new Installed(skill, target);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot put a skill into " + root + ": " + e.getMessage(), e);
        } finally {
            discard(incoming);
        }
    }

    /** Skills of plugins are everywhere; only what lies in the folder counts here. */
    private static Skill only(Library library, Path folder) {
        library.problems().stream().filter(problem -> problem.file().startsWith(folder)).findFirst().ifPresent(problem -> {
            throw new Permanent("the archive holds no skill: " + problem.file().getFileName()
                    + (problem.line() > 0 ? ", line " + problem.line() : "") + " " + problem.message());
        });
        return library.skills().stream().filter(skill -> skill.file().equals(folder.resolve("SKILL.md"))).findFirst()
                .orElseThrow(() -> new Permanent("the archive holds no SKILL.md at its top or in its only folder"));
    }

    private void replace(Path incoming, Path target, String slug) throws IOException {
        if (Files.exists(target)) {
            Files.move(target, home.directory("trash").resolve("skill-" + slug + "-" + clock.now().toEpochMilli()));
        }
        Files.move(incoming, target);
    }

    private static void discard(Path folder) {
        try {
            Trees.delete(folder);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot remove " + folder + ": " + e.getMessage(), e);
        }
    }
}
