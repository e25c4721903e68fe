package dev.chela.core.skill.internal;

import dev.chela.core.agent.Agent;
import dev.chela.core.skill.Skill.Source;
import dev.chela.core.skill.SkillLoader.Root;
import dev.chela.core.skill.SkillsConfig;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** The folders that skills lie in. */
final class Roots {
    private final Path home;
    private final Machine machine;

    Roots(Path home, Machine machine) {
        this.home = home;
        this.machine = machine;
    }

    Path managed() {
        return home.resolve("skills");
    }

    List<Root> of(Agent agent, SkillsConfig.Load load) {
        List<Root> roots = new ArrayList<>();
        roots.add(new Root(agent.workspace().resolve("skills"), Source.WORKSPACE));
        roots.add(new Root(agent.workspace().resolve(".agents/skills"), Source.PROJECT));
        if (home.equals(machine.userHome().resolve(".chela"))) { // A gateway with a state of its own is to be alone with it.
            roots.add(new Root(machine.userHome().resolve(".agents/skills"), Source.PERSONAL));
        }
        roots.add(new Root(managed(), Source.MANAGED));
        roots.add(new Root(machine.bundled(), Source.BUNDLED));
        load.extraDirs().forEach(extra -> roots.add(new Root(expand(extra), Source.EXTRA)));
        roots.add(new Root(machine.deploy().orElseGet(() -> home.resolve("deploy")), Source.PLUGIN)); // A folder is as good as a jar.
        return roots;
    }

    /** Relative ones start at the home of the state. */
    Path expand(String path) {
        boolean below = path.equals("~") || path.startsWith("~/");
        return (below ? machine.userHome().resolve(path.substring(Math.min(2, path.length()))) : home.resolve(path)).normalize();
    }
}
