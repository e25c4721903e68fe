package dev.chela.hooks.folders;

import dev.chela.api.hook.Hook;
import dev.chela.api.hook.Passage;
import dev.chela.api.hook.Passage.Received;
import dev.chela.api.id.RunId;
import dev.chela.api.id.SessionKey;
import dev.chela.core.agent.internal.ConfiguredAgents;
import dev.chela.core.config.internal.FileConfig;
import dev.chela.core.event.internal.InProcessEvents;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.GuestBook;
import dev.chela.core.home.internal.LockedHome;
import dev.chela.core.hook.Hooks.Outcome;
import dev.chela.core.hook.internal.HookRegistry;
import dev.chela.core.process.Clearance;
import dev.chela.core.process.ProcessHost;
import dev.chela.core.sandbox.Bubblewrap;
import dev.chela.core.sandbox.Sandboxes;
import dev.chela.core.secret.internal.HomeEnvironment;
import dev.chela.core.secret.internal.LocalSecrets;
import dev.chela.core.secret.internal.ShapeRedactor;
import dev.chela.core.skill.internal.Machine;
import dev.chela.core.skill.internal.SkillDesk;
import dev.chela.core.task.CancelSource;
import dev.chela.core.task.SystemClock;
import dev.chela.core.turn.internal.WallClock;
import dev.chela.skills.loader.YamlReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.osgi.framework.Constants;

/** Folders in a real home, whose scripts are real processes. */
abstract class FolderHookCase {
    static final SessionKey SESSION = new SessionKey("agent:main:main");
    static final String KEEPS = "cat >> \"$CHELA_HOME/heard\"\n";

    @TempDir
    Path root;

    final SystemClock clock = new SystemClock();
    /** What the hooks go by. */
    final WallClock time = new WallClock(Instant.parse("2026-01-15T12:00:00Z"));
    final InProcessEvents events = new InProcessEvents();
    final GuestBook guests = new GuestBook();
    final List<AutoCloseable> open = new ArrayList<>();
    final AtomicLong services = new AtomicLong();
    LockedHome home;
    FileConfig config;
    ConfiguredAgents agents;
    ProcessHost processes;
    HookRegistry registry;
    FolderHooks hooks;

    @BeforeEach
    void home() throws IOException {
        home = new LockedHome(root.toRealPath().resolve("home"));
    }

    void begin(String internal) throws IOException {
        begin(internal, "");
    }

    /** @param more of the section {@code hooks} */
    void begin(String internal, String more) throws IOException {
        Files.writeString(home.root().resolve("chela.json5"), "{ hooks: { internal: " + internal + more + " } }");
        ShapeRedactor redactor = new ShapeRedactor();
        HomeEnvironment environment = new HomeEnvironment(home, Map.of());
        config = new FileConfig(home, environment, new LocalSecrets(home, environment, redactor), redactor, events, clock);
        agents = new ConfiguredAgents(config, home);
        SkillDesk skills = new SkillDesk(agents, config, home, environment, clock,
                new Machine("linux", "/usr/bin:/bin", root, root.resolve("distribution")));
        processes = new ProcessHost(config, home, clock, Clearance.NONE, Sandboxes.NONE, new Bubblewrap());
        registry = new HookRegistry(guests, config, clock);
        hooks = new FolderHooks(config, home, agents, skills, new YamlReader(), processes::start, events, time, this::stand);
        open.addAll(List.of(hooks::close, processes::close, registry::close, skills::close, agents::close, config::close));
    }

    Runnable stand(Hook<?> hook, Map<String, Object> properties) {
        registry.add(hook, new Guest(1, "dev.chela.hook-folders", "1"), new HookRegistry.Place(
                (int) properties.getOrDefault(Constants.SERVICE_RANKING, 0), services.incrementAndGet(), Hook.STOP.equals(properties.get(Hook.ON_FAULT))));
        return () -> registry.remove(hook);
    }

    @AfterEach
    void end() throws Exception {
        for (AutoCloseable each : open) {
            each.close();
        }
        guests.close();
        clock.close();
        home.close();
    }

    Path hook(Path place, String name, String metadata, String script) throws IOException {
        Path folder = Files.createDirectories(place.resolve("hooks").resolve(name));
        Files.writeString(folder.resolve("handler.sh"), script);
        Files.writeString(folder.resolve("HOOK.md"), "---\nname: " + name + "\ndescription: for a test\nmetadata: {\"openclaw\": " + metadata + "}\n---\n# Why\n");
        return folder;
    }

    <P extends Passage> Outcome<P> pass(P passage) {
        return registry.pass(passage, new CancelSource());
    }

    Outcome<Received> says(String text) {
        return pass(new Received(new RunId("r1"), SESSION, "channel:irc", "libera", "alice", text));
    }
}
