package dev.chela.core.plugin.internal;

import dev.chela.api.hook.Hook;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.SessionKey;
import dev.chela.api.tool.Content;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolResult;
import dev.chela.core.FixedConfig;
import dev.chela.core.annex.Annex;
import dev.chela.core.annex.AnnexSettings;
import dev.chela.core.annex.NoAnnex;
import dev.chela.core.annex.internal.ChildAnnex;
import dev.chela.core.annex.internal.Samples;
import dev.chela.core.event.PublicEvent;
import dev.chela.core.event.internal.InProcessEvents;
import dev.chela.core.guest.Guest;
import dev.chela.core.guest.GuestBook;
import dev.chela.core.home.internal.LockedHome;
import dev.chela.core.hook.internal.HookRegistry;
import dev.chela.core.plugin.PluginChanged;
import dev.chela.core.plugin.PluginRefused;
import dev.chela.core.plugin.Trust.Policy;
import dev.chela.core.plugin.sample.Ear;
import dev.chela.core.process.Clearance;
import dev.chela.core.process.ProcessHost;
import dev.chela.core.sandbox.Bubblewrap;
import dev.chela.core.sandbox.Sandboxes;
import dev.chela.core.store.CommitListener;
import dev.chela.core.store.internal.LedgerOptions;
import dev.chela.core.store.internal.SqliteLedger;
import dev.chela.core.task.CancelSource;
import dev.chela.core.task.SystemClock;
import dev.chela.core.tool.Asker;
import dev.chela.core.tool.Powers;
import dev.chela.core.tool.ToolRegistry;
import dev.chela.core.tool.ToolRequest;
import dev.chela.core.tool.ToolsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.util.tracker.ServiceTracker;

/** A real framework with real Declarative Services, and the gateway's real rooms around it; only the rooms' own wiring is by hand. */
final class Container implements AutoCloseable {
    final InProcessEvents events = new InProcessEvents();
    final SystemClock clock = new SystemClock();
    final GuestBook guests = new GuestBook();
    final ToolRegistry tools = new ToolRegistry(guests, new FixedConfig(ToolsSettings.NONE), Sandboxes.NONE);
    final Path deploy;
    final BundleContext context;
    private final PluginFramework framework;
    final DeployedPlugins plugins;
    final KeyFolder trust;
    private final BlockingQueue<Object> heard = new LinkedBlockingQueue<>();
    private final LockedHome home;
    private final SqliteLedger ledger;
    final HookRegistry hooks = new HookRegistry(guests, new FixedConfig(), clock);
    final BlockingQueue<String> told = new LinkedBlockingQueue<>();
    /** The kinds of what other systems would be told. */
    final BlockingQueue<String> facts = new LinkedBlockingQueue<>();
    private final ServiceTracker<Tool<?>, Tool<?>> whiteboard;
    private final ProcessHost processes;
    final Annex annex;

    Container(Path root) throws Exception {
        this(root, CommitListener.NONE);
    }

    /** @param listener may look at the disk between two commits, and fail them */
    Container(Path root, CommitListener listener) throws Exception {
        this(root, listener, Policy.OFF, made -> new NoAnnex());
    }

    Container(Path root, Policy policy) throws Exception {
        this(root, CommitListener.NONE, policy, made -> new NoAnnex());
    }

    /** One with a second lane. */
    Container(Path root, Policy policy, AnnexSettings lanes) throws Exception {
        this(root, policy, lanes, new Bubblewrap());
    }

    /** @param walls may find nothing to make a sandbox with */
    Container(Path root, Policy policy, AnnexSettings lanes, Bubblewrap walls) throws Exception {
        this(root, CommitListener.NONE, policy, made -> new ChildAnnex(new FixedConfig(lanes), made.home, made.processes, walls, made.guests,
                made.clock, Samples::provisions));
    }

    private Container(Path root, CommitListener listener, Policy policy, Function<Container, Annex> lanes) throws Exception {
        framework = new PluginFramework(root);
        deploy = framework.deploy;
        context = framework.context;
        whiteboard = new Whiteboard(context);
        whiteboard.open();
        new Hookboard(context).open();
        context.registerService(Queue.class, told, null);
        home = new LockedHome(root.resolve("home"));
        ledger = new SqliteLedger(home, events, LedgerOptions.production().with(listener));
        processes = new ProcessHost(new FixedConfig(), home, clock, Clearance.NONE, Sandboxes.NONE, new Bubblewrap());
        annex = lanes.apply(this);
        context.registerService(Annex.class, annex, null);
        trust = new KeyFolder(home, new FixedConfig(new TrustSettings(policy)));
        events.listen(PluginChanged.class, heard::add);
        events.listen(PluginRefused.class, heard::add);
        events.listen(PublicEvent.class, event -> facts.add(event.type().word()));
        new HouseNews(context, hooks, ledger, events, clock);
        plugins = new DeployedPlugins(context, framework.components(), guests, ledger, home, events, clock, trust, annex);
    }

    SqliteLedger ledger() {
        return ledger;
    }

    LockedHome home() {
        return home;
    }

    void drop(String file, PluginJar jar) throws IOException {
        framework.drop(file, jar);
    }

    void drop(String file, byte[] jar) throws IOException {
        framework.drop(file, jar);
    }

    void delete(String file) throws IOException {
        Files.delete(deploy.resolve(file));
    }

    /** What the next change of a plugin was. */
    Object heard() throws InterruptedException {
        Object event = heard.poll(60, TimeUnit.SECONDS);
        if (event == null) {
            throw new AssertionError("nothing was heard; installed " + plugins.list() + ", refused " + plugins.refused());
        }
        return event;
    }

    PluginChanged changed() throws InterruptedException {
        Object event = heard();
        if (event instanceof PluginRefused refused) {
            throw new AssertionError("refused: " + refused.reason());
        }
        return (PluginChanged) event;
    }

    String refused() throws InterruptedException {
        return ((PluginRefused) heard()).reason();
    }

    boolean quiet() {
        return heard.isEmpty();
    }

    String call(String tool) {
        return call(tool, line -> {});
    }

    String call(String tool, Consumer<String> progress) {
        return call(tool, "{\"text\":\"hello\"}", Duration.ofSeconds(30), progress);
    }

    String call(String tool, String arguments, Duration deadline, Consumer<String> progress) {
        var whose = new ToolRequest.Whose(new SessionKey("agent:main:main"), new AgentId("main"), home.root(), Asker.OWNER);
        try {
            ToolResult result = tools.run(new ToolRequest(
                    "1", tool, arguments, whose, new CancelSource(), progress, 1000, deadline));
            return ((Content.Text) result.content().get(0)).text();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Returns when the worker has done all that there was to do: a jar that it refuses comes last. */
    void settled() throws Exception {
        drop("zzz-last.jar", new PluginJar().entry("a.txt", new byte[1]));
        Object event = heard();
        while (!(event instanceof PluginRefused refused && refused.file().equals("zzz-last.jar"))) {
            event = heard();
        }
        delete("zzz-last.jar");
    }

    /** How many started bundles of a name there are. */
    int serving(String name) {
        return (int) generations().stream().filter(bundle -> bundle.getSymbolicName().equals(name)
                && bundle.getRegisteredServices() != null).count();
    }

    List<Bundle> generations() {
        return java.util.stream.Stream.of(context.getBundles()).filter(bundle -> bundle.getLocation().startsWith("chela:")).toList();
    }

    @Override
    public void close() throws Exception {
        plugins.close();
        whiteboard.close();
        stops();
        if (annex instanceof ChildAnnex children) {
            children.close();
        }
        processes.close();
        ledger.close();
        home.close();
        tools.close();
        hooks.close();
        guests.close();
        clock.close();
    }

    /** As when somebody stops the gateway; returns when every bundle has stopped. */
    void stops() throws Exception {
        framework.close();
    }

    /** What a {@link Ear} heard next. */
    String told() throws InterruptedException {
        String next = told.poll(60, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("no hook was told anything; there are " + hooks.standing());
        }
        return next;
    }

    private final class Hookboard extends ServiceTracker<Hook<?>, Hook<?>> {
        Hookboard(BundleContext context) {
            super(context, Hook.class.getName(), null);
        }

        @Override
        public Hook<?> addingService(ServiceReference<Hook<?>> reference) {
            Hook<?> hook = super.addingService(reference);
            if (hook != null) {
                Bundle bundle = reference.getBundle();
                hooks.add(hook, new Guest(bundle.getBundleId(), bundle.getSymbolicName(), bundle.getVersion().toString()),
                        new HookRegistry.Place(0, (Long) reference.getProperty(Constants.SERVICE_ID), false));
            }
            return hook;
        }

        @Override
        public void removedService(ServiceReference<Hook<?>> reference, Hook<?> hook) {
            hooks.remove(hook);
            super.removedService(reference, hook);
        }
    }

    /** Binds and unbinds as Declarative Services does for the registry: unbinding first drains. */
    private final class Whiteboard extends ServiceTracker<Tool<?>, Tool<?>> {
        Whiteboard(BundleContext context) {
            super(context, Tool.class.getName(), null);
        }

        @Override
        public Tool<?> addingService(ServiceReference<Tool<?>> reference) {
            Tool<?> tool = super.addingService(reference);
            if (tool != null) {
                Bundle bundle = reference.getBundle();
                Guest guest = new Guest(bundle.getBundleId(), bundle.getSymbolicName(), bundle.getVersion().toString());
                Container.this.tools.add(tool, guest, Powers.of(bundle), (Long) reference.getProperty(Constants.SERVICE_ID));
            }
            return tool;
        }

        @Override
        public void removedService(ServiceReference<Tool<?>> reference, Tool<?> tool) {
            tools.remove(tool);
            super.removedService(reference, tool);
        }
    }
}
