package dev.chela.core.annex.child;

import dev.chela.api.fault.Permanent;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolSource;
import dev.chela.core.task.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
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

/** A framework with Declarative Services and one plugin. The API is the class path's, so that both sides of a call mean the same. */
final class Guesthouse implements Lodging {
    private static final String SCR = "org.apache.felix.scr";
    private static final String TOOLS = "(|(objectClass=" + Tool.class.getName() + ")(objectClass=" + ToolSource.class.getName() + "))";
    private static final int PATIENCE_SECONDS = 2;
    private static final int BETWEEN_LOOKS = 5;

    private final Scope threads = new Scope("tools");
    private final Framework framework;
    private final Bundle plugin;
    private final String trouble;

    private Guesthouse(Framework framework, Bundle plugin) {
        this.framework = framework;
        this.plugin = plugin;
        tools(); // Components are made when first asked for.
        this.trouble = Components.trouble(framework.getBundleContext(), plugin);
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

    static Throwable innermost(Throwable fault) {
        Throwable cause = fault;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return cause;
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
            threads.start("tools", () -> watch(listener));
        }
    }

    /** A source has other tools without a word. */
    private void watch(Runnable listener) {
        Set<String> before = tools().keySet();
        try {
            while (true) {
                TimeUnit.SECONDS.sleep(BETWEEN_LOOKS);
                Set<String> now = tools().keySet();
                if (!now.equals(before)) {
                    listener.run();
                }
                before = now;
            }
        } catch (InterruptedException closing) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        threads.close();
        try {
            framework.stop();
            framework.waitForStop(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        } catch (BundleException e) {
            System.err.println("the plugin did not stop properly: " + innermost(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
