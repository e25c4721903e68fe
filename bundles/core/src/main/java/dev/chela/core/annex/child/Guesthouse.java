package dev.chela.core.annex.child;

import dev.chela.api.fault.Permanent;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolSource;
import dev.chela.core.guest.Boundary;
import dev.chela.core.guest.Trouble;
import dev.chela.core.task.SystemClock;
import java.io.IOException;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.InvalidSyntaxException;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.launch.FrameworkFactory;
import org.osgi.service.component.runtime.ServiceComponentRuntime;

/** A framework with Declarative Services and one plugin. The API is the class path's, so that both sides of a call mean the same. */
final class Guesthouse implements Lodging {
    private static final System.Logger LOG = System.getLogger(Guesthouse.class.getName());
    private static final String SCR = "org.apache.felix.scr";
    private static final String TOOLS = "(|(objectClass=" + Tool.class.getName() + ")(objectClass=" + ToolSource.class.getName() + "))";
    private static final int PATIENCE_SECONDS = 2;
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(5);

    private final SystemClock clock = new SystemClock();
    private final Framework framework;
    private final Bundle plugin;
    private final String trouble;

    private Guesthouse(Framework framework, Bundle plugin) {
        this.framework = framework;
        this.plugin = plugin;
        tools(); // Components are made when first asked for.
        this.trouble = trouble(framework.getBundleContext(), plugin);
    }

    /**
     * Starts the plugin.
     *
     * @throws BundleException when it cannot be resolved or started
     */
    static Guesthouse open(Path plugin, Path directory, List<Path> bundles) throws BundleException, IOException {
        Framework framework = ServiceLoader.load(FrameworkFactory.class).findFirst()
                .orElseThrow(() -> new Permanent("there is no OSGi framework on the class path of the second lane"))
                .newFramework(Map.of(
                        Constants.FRAMEWORK_STORAGE, Files.createDirectories(directory.resolve("cache")).toString(),
                        Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                        Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, SystemPackages.all(),
                        "felix.log.level", "1"));
        framework.start();
        BundleContext context = framework.getBundleContext();
        for (Path bundle : bundles) {
            install(context, bundle);
        }
        for (Bundle bundle : context.getBundles()) {
            if (SCR.equals(bundle.getSymbolicName())) {
                bundle.start();
            }
        }
        Bundle guest = install(context, plugin);
        guest.start();
        return new Guesthouse(framework, guest);
    }

    private static Bundle install(BundleContext context, Path jar) throws BundleException {
        return context.installBundle("reference:" + jar.toUri());
    }

    /** All there is was there before the components were made, so that waiting would mend nothing. */
    private static String trouble(BundleContext context, Bundle plugin) {
        ServiceReference<ServiceComponentRuntime> reference = context.getServiceReference(ServiceComponentRuntime.class);
        return reference == null ? "the second lane has no Declarative Services"
                : Trouble.words(Trouble.of(plugin, context.getService(reference), "the second lane does not have"));
    }

    @Override
    public String trouble() {
        return trouble;
    }

    @Override
    public String name() {
        return plugin.getSymbolicName();
    }

    @Override
    public String version() {
        return plugin.getVersion().toString();
    }

    @Override
    public Map<String, Tool<?>> tools() {
        Map<String, Tool<?>> tools = new TreeMap<>();
        references().sorted(Comparator.comparing(reference -> (Long) reference.getProperty(Constants.SERVICE_ID)))
                .flatMap(this::offered).forEach(tool -> tools.put(tool.info().name(), tool));
        return tools;
    }

    private Stream<ServiceReference<?>> references() {
        try {
            ServiceReference<?>[] all = framework.getBundleContext().getAllServiceReferences(null, TOOLS);
            return all == null ? Stream.empty() : Stream.of(all);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private Stream<Tool<?>> offered(ServiceReference<?> reference) {
        Object service = framework.getBundleContext().getService(reference);
        if (service instanceof ToolSource source) {
            return source.tools().stream();
        }
        return service instanceof Tool<?> tool ? Stream.of(tool) : Stream.empty();
    }

    @Override
    public void onChange(Runnable listener) {
        try {
            framework.getBundleContext().addServiceListener(change -> listener.run(), TOOLS);
        } catch (InvalidSyntaxException e) {
            throw new IllegalStateException(e);
        }
        if (framework.getBundleContext().getServiceReference(ToolSource.class) != null) {
            watch(names(Set.of()), listener);
        }
    }

    /** A source has other tools without a word. */
    private void watch(Set<String> before, Runnable listener) {
        clock.after(BETWEEN_LOOKS, () -> {
            Set<String> now = names(before);
            if (!now.equals(before)) {
                listener.run();
            }
            watch(now, listener);
        });
    }

    private Set<String> names(Set<String> otherwise) {
        return Boundary.attempt(() -> tools().keySet()).or(failed -> {
            LOG.log(Level.WARNING, "the plugin does not tell its tools", failed.thrown());
            return otherwise;
        });
    }

    @Override
    public void close() {
        clock.close();
        try {
            framework.stop();
            framework.waitForStop(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (BundleException e) {
            LOG.log(Level.WARNING, "the plugin did not stop properly", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
