package dev.chela.core.skill;

import java.nio.file.Path;
import java.util.List;

/** Finds and reads skills: declared here, implemented by {@code bundles/skills-loader}, and exchanged while the gateway runs. */
public interface SkillLoader {
    /**
     * What lies there now; the same object as before when nothing has changed. Cheap enough for every turn: it looks at folders and at
     * the times of files, and reads what is new.
     *
     * @param roots folders that need not exist, by precedence
     * @param reach how far they may lead
     */
    Library load(List<Root> roots, Reach reach);

    record Root(Path path, Skill.Source source) {}

    /**
     * @param targets folders outside a root that its links may lead into
     * @param largest the most bytes of a {@code SKILL.md}
     */
    record Reach(List<Path> targets, int largest) {}

    /**
     * @param skills by name; of two of one name the one that goes before
     * @param problems files that are no skills although they should be
     */
    record Library(List<Skill> skills, List<Problem> problems) {
        public static final Library EMPTY = new Library(List.of(), List.of());
    }

    /** @param line from 1; 0 when it concerns the whole file */
    record Problem(Path file, int line, String message) {}
}
