package dev.chela.hooks.folders;

import dev.chela.api.config.Secret;
import dev.chela.api.hook.Hook;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Clock;
import dev.chela.core.agent.Agents;
import dev.chela.core.config.Config;
import dev.chela.core.event.Events;
import dev.chela.core.home.Home;
import dev.chela.core.hook.HooksConfig;
import dev.chela.core.process.ProcessHost;
import dev.chela.core.skill.FrontMatterReader;
import dev.chela.core.skill.Skill.Needs;
import dev.chela.core.skill.Skills;
import dev.chela.hooks.folders.FolderHook.Source;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Hashtable;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs the hooks that lie in folders, while the configuration says so. The hooks of the API are registered by hand, since they come and go with that. */
@Component(service = FolderHooks.class, immediate = true)
public final class FolderHooks {
    private static final Logger LOG = LoggerFactory.getLogger(FolderHooks.class);

    private final Config.Live<InternalConfig> settings;
    private final Config.Live<HooksConfig> limits;
    private final Agents agents;
    private final Skills skills;
    private final Home home;
    private final Shelf shelf;
    private final Runner runner;
    private final Supplier<Runnable> opening;
    /** Takes away what stands somewhere; null while nothing does. */
    private @Nullable Runnable standing;
    private boolean closed;
    private volatile List<Shelf.Problem> told = List.of();

    @Activate
    public FolderHooks(BundleContext context, @Reference Config config, @Reference Home home, @Reference Agents agents, @Reference Skills skills,
            @Reference FrontMatterReader reader, @Reference ProcessHost processes, @Reference Events events, @Reference Clock clock) {
        this(config, home, agents, skills, reader, processes::start, events, clock, (hook, properties) -> {
            ServiceRegistration<?> registration = context.registerService(Hook.class, hook, new Hashtable<>(properties));
            return registration::unregister;
        });
    }

    FolderHooks(Config config, Home home, Agents agents, Skills skills, FrontMatterReader reader, Runner.Launch launch, Events events, Clock clock,
            Herald.Stand stand) {
        this.home = home;
        this.agents = agents;
        this.skills = skills;
        settings = config.section("hooks.internal", InternalConfig.class);
        limits = config.section("hooks", HooksConfig.class);
        shelf = new Shelf(home, agents, reader);
        runner = new Runner(launch, () -> limits.get().timeoutMs());
        Counsel.Room counsel = new Counsel.Room(this, runner, clock, () -> limits.get().timeoutMs(), new ConcurrentHashMap<>());
        opening = () -> {
            Herald herald = new Herald(events, clock, stand, this::tell, runner::soon);
            List<Runnable> ends = Counsel.all(counsel).map(asking -> stand.at(asking, asking.properties())).toList();
            return () -> {
                ends.forEach(Runnable::run);
                herald.close();
            };
        };
        settings.onChange(now -> apply());
        apply();
    }

    private synchronized void apply() {
        boolean enabled = !closed && settings.get().enabled();
        if (enabled && standing == null) {
            standing = opening.get();
        } else if (!enabled && standing != null) {
            standing.run();
            standing = null;
        }
    }

    @Deactivate
    public void close() {
        synchronized (this) {
            closed = true;
            apply();
        }
        runner.close();
        settings.close();
        limits.close();
    }

    /** @param enabled by the configuration @param missing what the machine does not have of what it needs */
    record Standing(FolderHook hook, boolean enabled, Needs missing, boolean fails) {
        boolean usable() {
            return enabled && missing.none();
        }
    }

    /** @param managed where people keep them @param problems folders that should be hooks and are none */
    record Inventory(Path managed, boolean enabled, List<Standing> hooks, List<Shelf.Problem> problems) {}

    /** Looks at the disk. */
    Inventory inventory() {
        InternalConfig now = settings.get();
        Shelf.Content content = shelf.look(now);
        tell(content.problems());
        return new Inventory(home.root().resolve("hooks"), now.enabled(), content.hooks().stream().map(hook -> judged(hook, now)).toList(),
                content.problems());
    }

    List<Standing> standing() {
        return inventory().hooks();
    }

    private Standing judged(FolderHook hook, InternalConfig now) {
        InternalConfig.Entry entry = now.entry(hook);
        boolean enabled = now.enabled() && (entry.enabled() == null ? hook.source() != Source.WORKSPACE : entry.enabled());
        return new Standing(hook, enabled, skills.missing(hook.needs(), hook.always(), variables(entry).keySet()), runner.fails(hook));
    }

    /** Each once, for as long as it stays. */
    private void tell(List<Shelf.Problem> problems) {
        problems.stream().filter(problem -> !told.contains(problem)).forEach(problem -> LOG.warn("{} {}; it is not run", problem.file(), problem.message()));
        told = problems;
    }

    private static Map<String, Secret> variables(InternalConfig.Entry entry) {
        return Objects.requireNonNull(entry.env());
    }

    private List<CountDownLatch> tell(Told event) {
        return usable(event).filter(hook -> hook.listensTo(event.type(), event.action())).map(hook -> runner.run(job(hook, event))).toList();
    }

    /** Those whose word counts at something, in the order in which they are asked. @param strict those that stop what passes when they fail */
    List<FolderHook> deciding(Told event, boolean strict) {
        return usable(event).filter(hook -> hook.decides(event.event()) && hook.voice().strict() == strict)
                .sorted(Comparator.<FolderHook>comparingInt(hook -> -hook.voice().ranking()).thenComparing(FolderHook::name)).toList();
    }

    Runner.Job job(FolderHook hook, Told event) {
        return new Runner.Job(hook, agent(event), event.event(), event.json(), environment(hook));
    }

    private AgentId agent(Told event) {
        return event.session().isEmpty() ? agents.primary().id() : new SessionKey(event.session()).agent();
    }

    private Stream<FolderHook> usable(Told event) {
        return standing().stream().filter(Standing::usable).map(Standing::hook).filter(hook -> reaches(hook, agent(event)));
    }

    /** A workspace's hook hears of its own agent's conversations. */
    private boolean reaches(FolderHook hook, AgentId agent) {
        return hook.source() != Source.WORKSPACE || agents.list().stream().filter(known -> known.id().equals(agent))
                .anyMatch(known -> hook.folder().getParent().equals(known.workspace().resolve("hooks")));
    }

    private Map<String, String> environment(FolderHook hook) {
        Map<String, String> environment = new HashMap<>(variables(settings.get().entry(hook)).entrySet().stream()
                .collect(Collectors.toMap(Map.Entry::getKey, variable -> variable.getValue().reveal())));
        environment.put("CHELA_HOME", home.root().toString());
        return environment;
    }
}
