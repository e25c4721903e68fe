package dev.chela.core.plugin.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Objects;
import org.apache.felix.framework.FrameworkFactory;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.launch.Framework;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.util.tracker.ServiceTracker;

/** A real framework with real Declarative Services, and a directory that plugins are dropped into. */
public final class PluginFramework implements AutoCloseable {
    private static final String PACKAGES = "dev.chela.api.tool,dev.chela.api.channel,dev.chela.api.fault,dev.chela.api.id,"
            + "dev.chela.api.task,dev.chela.api.net;version=3.0.0,dev.chela.api.hook,dev.chela.api.grant,dev.chela.core.annex,"
            + "org.osgi.service.component;version=1.5.0,org.osgi.service.component.runtime;version=1.5.0,"
            + "org.osgi.service.component.runtime.dto;version=1.5.0,org.osgi.util.promise;version=1.3.0,org.osgi.util.function;version=1.2.0";

    public final BundleContext context;
    final Path deploy;
    private final Framework framework;

    public PluginFramework(Path root) throws Exception {
        deploy = root.resolve("deploy");
        framework = new FrameworkFactory().newFramework(Map.of(
                Constants.FRAMEWORK_STORAGE, root.resolve("cache").toString(),
                Constants.FRAMEWORK_STORAGE_CLEAN, Constants.FRAMEWORK_STORAGE_CLEAN_ONFIRSTINIT,
                Constants.FRAMEWORK_BSNVERSION, Constants.FRAMEWORK_BSNVERSION_MULTIPLE,
                Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, PACKAGES,
                "chela.deploy", deploy.toString()));
        framework.start();
        context = framework.getBundleContext();
        Path scr = Path.of(org.apache.felix.scr.info.ScrInfo.class.getProtectionDomain().getCodeSource().getLocation().toURI());
        context.installBundle(scr.toUri().toString()).start();
    }

    public ServiceComponentRuntime components() {
        return context.getService(context.getServiceReference(ServiceComponentRuntime.class));
    }

    /** The one of that kind, when it has come. */
    public <T> T service(Class<T> kind) throws InterruptedException {
        ServiceTracker<T, T> tracker = new ServiceTracker<>(context, kind, null);
        tracker.open();
        try {
            return Objects.requireNonNull(tracker.waitForService(60_000), kind.getName());
        } finally {
            tracker.close();
        }
    }

    /** As a rename does it: there at once and whole. */
    public void drop(String file, PluginJar jar) throws IOException {
        drop(file, jar.bytes());
    }

    public void drop(String file, byte[] jar) throws IOException {
        Path half = Files.write(deploy.resolve("." + file), jar);
        Files.move(half, deploy.resolve(file), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws Exception {
        framework.stop();
        framework.waitForStop(20_000);
    }
}
