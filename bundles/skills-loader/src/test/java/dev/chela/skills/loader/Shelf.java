package dev.chela.skills.loader;

import dev.chela.api.id.AgentId;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.internal.ConfiguredAgents;
import dev.chela.core.config.internal.FileConfig;
import dev.chela.core.event.internal.InProcessEvents;
import dev.chela.core.home.internal.LockedHome;
import dev.chela.core.secret.internal.HomeEnvironment;
import dev.chela.core.secret.internal.LocalSecrets;
import dev.chela.core.secret.internal.ShapeRedactor;
import dev.chela.core.skill.Skills;
import dev.chela.core.skill.internal.Machine;
import dev.chela.core.skill.internal.SkillDesk;
import dev.chela.core.task.SystemClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A home with skills in it, and everything that stands between the files and what a model is told. */
final class Shelf implements AutoCloseable {
    final Path root;
    final LockedHome home;
    final ShapeRedactor redactor = new ShapeRedactor();
    final FileConfig config;
    final ConfiguredAgents agents;
    final SkillDesk desk;
    final DiskLoader loader = new DiskLoader(Carried.nothing());
    private final SystemClock clock = new SystemClock();

    Shelf(Path root) throws IOException {
        this(root, Map.of());
    }

    Shelf(Path root, Map<String, String> variables) throws IOException {
        this.root = root.toRealPath();
        home = new LockedHome(this.root.resolve("home"));
        HomeEnvironment environment = new HomeEnvironment(home, variables);
        config = new FileConfig(home, environment, new LocalSecrets(home, environment, redactor), redactor, new InProcessEvents(), clock);
        agents = new ConfiguredAgents(config, home);
        Files.createDirectories(this.root.resolve("bin"));
        desk = new SkillDesk(agents, config, home, environment, clock,
                new Machine("linux", this.root.resolve("bin").toString(), this.root.resolve("person"), this.root.resolve("distribution/skills")));
        desk.add(loader);
    }

    Agent agent(String id) {
        return agents.get(new AgentId(id));
    }

    Agent agent() {
        return agent("main");
    }

    Path workspace() {
        return agent().workspace().resolve("skills");
    }

    Path managed() {
        return home.root().resolve("skills");
    }

    Path bundled() {
        return root.resolve("distribution/skills");
    }

    /** With one line as its text. */
    Path skill(Path folder, String name, String front) throws IOException {
        Files.createDirectories(folder.resolve(name));
        return Files.writeString(folder.resolve(name).resolve("SKILL.md"), "---\nname: " + name + "\n" + front + "\n---\nDo " + name + ".\n");
    }

    Shelf configured(String json5) throws IOException {
        Files.writeString(home.config(), json5);
        config.reload();
        return this;
    }

    Shelf program(String name) throws IOException {
        Path made = Files.writeString(root.resolve(name + ".new"), "#!/bin/sh\n");
        made.toFile().setExecutable(true);
        Files.move(made, root.resolve("bin").resolve(name));
        return this;
    }

    /** Names of what the agent can use. */
    List<String> usable(String agent) {
        return desk.standing(agent(agent)).stream().filter(Skills.Standing::usable).map(one -> one.skill().name()).toList();
    }

    List<String> usable() {
        return usable("main");
    }

    Skills.Standing standing(String name) {
        return desk.standing(agent()).stream().filter(one -> one.skill().name().equals(name)).findFirst().orElseThrow();
    }

    @Override
    public void close() throws IOException {
        desk.close();
        loader.close();
        agents.close();
        config.close();
        clock.close();
        home.close();
    }
}
