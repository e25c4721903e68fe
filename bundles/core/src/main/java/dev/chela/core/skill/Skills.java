package dev.chela.core.skill;

import dev.chela.api.id.AgentId;
import dev.chela.core.agent.Agent;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The skills that agents have now. Safe on any thread; every answer looks at the disk, so that a saved file counts at once. */
public interface Skills {
    /** Where people keep skills for all agents. */
    Path managed();

    /** This system, as skills name it: {@code linux}, {@code darwin}, {@code win32}. */
    String os();

    /**
     * What of this the machine does not have.
     *
     * @param given variables that count as set
     */
    Skill.Needs missing(Skill.Needs needs, boolean always, Set<String> given);

    /** The names that the configuration grants this agent; empty when it grants all. */
    Optional<List<String>> allowed(Agent agent);

    /** Every skill within the agent's reach with what speaks for and against it, by name. */
    List<Standing> standing(Agent agent);

    /** Files that should be skills and are none. */
    List<SkillLoader.Problem> problems(Agent agent);

    /** What a folder would be as a folder of skills, whoever has it. */
    SkillLoader.Library examine(Path folder);

    /** Whether clients may send skills ({@code skills.install.allowUploadedArchives}). */
    boolean takesArchives();

    /** A section of the prompt that tells a model which skills there are; empty when there are none. The same for the same skills. */
    String prompt(Agent agent);

    /** The slashes that start a skill, by name. */
    List<Slash> slashes(Agent agent);

    /**
     * What a model is told beside a message that asks for skills, {@code /NAME …}, {@code /skill NAME …} or {@code $NAME}: their
     * instructions. Empty for an agent that is gone.
     */
    Optional<String> asked(AgentId agent, String message);

    /**
     * @param enabled false when the configuration switches it off
     * @param withheld a bundled one that {@code skills.allowBundled} does not name
     * @param granted whether this agent may have it
     * @param missing what it needs and this machine has not
     */
    record Standing(Skill skill, boolean enabled, boolean withheld, boolean granted, Skill.Needs missing) {
        /** Whether it would work. */
        public boolean eligible() {
            return enabled && !withheld && missing.none();
        }

        /** Whether the agent has it. */
        public boolean usable() {
            return eligible() && granted;
        }
    }

    /** @param name without the slash, of {@code [a-z0-9_]}, at most 32 characters */
    record Slash(String name, Skill skill) {}
}
