package dev.chela.boot;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One line when the last start level is reached, and a warning for each boot bundle that is not active and each component that
 * lacks something: a missing service is silent otherwise, and its lack shows three rooms further on.
 */
@Component(service = {}, immediate = true)
public final class StartReport implements FrameworkListener {
    private static final Logger LOG = LoggerFactory.getLogger(StartReport.class);

    private final BundleContext framework;
    private final ServiceComponentRuntime components;
    private volatile boolean closed;

    @Activate
    public StartReport(BundleContext context, @Reference ServiceComponentRuntime components) {
        this.framework = context;
        this.components = components;
        context.addFrameworkListener(this);
    }

    /** The framework says this once it is at the level that was asked for; Karaf asks for the last one and for no other later. */
    @Override
    public void frameworkEvent(FrameworkEvent event) {
        if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED) {
            try {
                report();
            } catch (IllegalStateException gone) {
                tell(gone);
            }
        }
    }

    /** The event comes on a thread of the framework's own, and a stop may overtake it. */
    private void tell(IllegalStateException gone) {
        if (!closed) {
            throw gone;
        }
        LOG.debug("stopped before its start was reported", gone);
    }

    private void report() {
        List<Bundle> idle = Arrays.stream(framework.getBundles()).filter(StartReport::idle).toList();
        idle.forEach(bundle -> LOG.warn("bundle {} did not start; the log above says why", bundle.getSymbolicName()));
        Lacks lacks = Lacks.of(components);
        lacks.causes().forEach(lack -> LOG.warn("{}", lack));
        LOG.info("{} bundles started {} ms after the process; {} of them idle, {} components wait",
                framework.getBundles().length, age().toMillis(), idle.size(), lacks.all().size());
    }

    private static boolean idle(Bundle bundle) {
        boolean fragment = bundle.getHeaders("").get(Constants.FRAGMENT_HOST) != null;
        return !fragment && bundle.getState() != Bundle.ACTIVE && bundle.getState() != Bundle.STARTING;
    }

    private static Duration age() {
        Instant now = Instant.now();
        return Duration.between(ProcessHandle.current().info().startInstant().orElse(now), now);
    }

    private void archive(Path loaded) {
        try {
            LOG.info("{} classes linked for the class archive", ArchivedClasses.of(loaded).link(framework));
        } catch (IOException unread) {
            LOG.warn("the class archive is the smaller for want of {}", loaded, unread);
        }
    }

    @Deactivate
    void close() {
        closed = true;
        String loaded = System.getProperty("chela.archive.loaded", "");
        if (!loaded.isEmpty()) {
            archive(Path.of(loaded));
        }
        framework.removeFrameworkListener(this);
    }
}
