package dev.chela.core.skill.internal;

import dev.chela.api.id.AgentId;
import dev.chela.api.task.Clock;
import dev.chela.api.tool.ToolCall;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.config.Config;
import dev.chela.core.files.ReadableFolders;
import dev.chela.core.home.Home;
import dev.chela.core.process.ChildVariables;
import dev.chela.core.secret.Environment;
import dev.chela.core.skill.AgentSkills;
import dev.chela.core.skill.Skill;
import dev.chela.core.skill.SkillLoader;
import dev.chela.core.skill.SkillLoader.Library;
import dev.chela.core.skill.Skills;
import dev.chela.core.skill.SkillsConfig;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.component.annotations.ReferencePolicyOption;

/**
 * Judges what the loader finds. Nothing is remembered but the last judgement of each agent, which holds until a file, the configuration
 * or a folder of programs has changed.
 */
@Component(service = {Skills.class, ChildVariables.class, ReadableFolders.class})
public final class SkillDesk implements Skills, ChildVariables, ReadableFolders {
    private final Agents agents;
    private final Config config;
    private final Environment environment;
    private final Machine machine;
    private final Roots roots;
    private final Programs programs;
    private final Config.Live<SkillsConfig> settings;
    private final Config.Live<AgentSkills> choices;
    private final Map<AgentId, Sight> sights = new ConcurrentHashMap<>();
    private final Map<AgentId, Once> once = new ConcurrentHashMap<>();
    private volatile @Nullable SkillLoader loader;

    @Activate
    public SkillDesk(@Reference Agents agents, @Reference Config config, @Reference Home home, @Reference Environment environment,
            @Reference Clock clock) {
        this(agents, config, home, environment, clock, Machine.here());
    }

    public SkillDesk(Agents agents, Config config, Home home, Environment environment, Clock clock, Machine machine) {
        this.agents = agents;
        this.config = config;
        this.environment = environment;
        this.machine = machine;
        this.roots = new Roots(home.root(), machine);
        this.programs = new Programs(machine.path(), clock);
        settings = config.section("skills", SkillsConfig.class);
        choices = config.section("agents", AgentSkills.class);
    }

    @Deactivate
    public void close() {
        settings.close();
        choices.close();
    }

    @Reference(name = "loader", cardinality = ReferenceCardinality.OPTIONAL, policy = ReferencePolicy.DYNAMIC, policyOption = ReferencePolicyOption.GREEDY)
    public void add(SkillLoader loader) {
        this.loader = loader;
        once.clear();
    }

    public void remove(SkillLoader gone) {
        if (loader == gone) {
            loader = null;
        }
    }

    /** What was seen, and the state of the world it was seen in: all compared by identity. */
    private record Sight(Library library, Config.Snapshot config, Object programs, List<Standing> standing, String prompt) {
        boolean holds(Library library, Config.Snapshot config, Object programs) {
            return this.library == library && this.config == config && this.programs == programs;
        }
    }

    private record Once(Config.Snapshot config, Library library) {}

    private Sight sight(Agent agent) {
        Library library = library(agent);
        Config.Snapshot now = config.current();
        Object there = programs.state();
        Sight known = sights.get(agent.id());
        if (known == null || !known.holds(library, now, there)) {
            Gate gate = gate();
            List<Standing> standing = library.skills().stream().map(skill -> gate.judge(skill, agent.id())).toList();
            known = new Sight(library, now, there, standing, listed(agent, standing));
            sights.put(agent.id(), known);
        }
        return known;
    }

    private Library library(Agent agent) {
        SkillLoader now = loader;
        if (now == null) {
            return Library.EMPTY;
        }
        if (Boolean.TRUE.equals(settings.get().load().watch())) {
            return load(now, agent);
        }
        Config.Snapshot current = config.current();
        return once.compute(agent.id(), (id, known) -> known != null && known.config() == current ? known : new Once(current, load(now, agent)))
                .library();
    }

    private Library load(SkillLoader from, Agent agent) {
        SkillsConfig now = settings.get();
        return from.load(roots.of(agent, now.load()), new SkillLoader.Reach(
                now.load().allowSymlinkTargets().stream().map(roots::expand).toList(), now.limits().maxSkillFileBytes()));
    }

    @Override
    public Library examine(Path folder) {
        SkillLoader now = loader;
        return now == null ? Library.EMPTY : now.load(List.of(new SkillLoader.Root(folder, Skill.Source.MANAGED)),
                new SkillLoader.Reach(List.of(), settings.get().limits().maxSkillFileBytes()));
    }

    @Override
    public boolean takesArchives() {
        return settings.get().install().allowUploadedArchives();
    }

    private Gate gate() {
        return new Gate(machine.os(), programs, environment, settings.get(), choices.get(), config.current().tree());
    }

    private String listed(Agent agent, List<Standing> standing) {
        SkillsConfig.Limits limits = settings.get().limits();
        return new Listing(machine.userHome(), limits.maxSkillsInPrompt(),
                choices.get().promptChars(agent.id()).orElse(limits.maxSkillsPromptChars()))
                .of(standing.stream().filter(Standing::usable).map(Standing::skill).filter(skill -> skill.use().byModel()).toList());
    }

    @Override
    public Path managed() {
        return roots.managed();
    }

    @Override
    public String os() {
        return machine.os();
    }

    @Override
    public Skill.Needs missing(Skill.Needs needs, boolean always, Set<String> given) {
        return gate().missing(needs, always, name -> given.contains(name) || environment.value(name).isPresent());
    }

    @Override
    public Optional<List<String>> allowed(Agent agent) {
        return choices.get().allowed(agent.id());
    }

    @Override
    public List<Standing> standing(Agent agent) {
        return sight(agent).standing();
    }

    @Override
    public List<SkillLoader.Problem> problems(Agent agent) {
        return library(agent).problems();
    }

    @Override
    public String prompt(Agent agent) {
        return sight(agent).prompt();
    }

    @Override
    public List<Slash> slashes(Agent agent) {
        return Slashes.of(usable(agent).filter(skill -> skill.use().byPerson()).toList());
    }

    @Override
    public Optional<String> asked(AgentId agent, String message) {
        if (message.indexOf('$') < 0 && !message.stripLeading().startsWith("/")) {
            return Optional.empty();
        }
        return agents.list().stream().filter(known -> known.id().equals(agent)).findFirst()
                .map(known -> Slashes.asked(slashes(known), message))
                .filter(asked -> !asked.isEmpty())
                .map(Instructions::of);
    }

    private Stream<Skill> usable(Agent agent) {
        return sight(agent).standing().stream().filter(Standing::usable).map(Standing::skill);
    }

    @Override
    public List<Path> folders(ToolCall call) {
        return usable(agents.get(call.agent())).map(Skill::folder).toList();
    }

    @Override
    public Map<String, Variable> variables(ToolCall call) {
        Gate gate = gate();
        return Variables.of(usable(agents.get(call.agent())).toList(), gate::entry);
    }
}
