package dev.chela.boot;

import java.time.Duration;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleException;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.SynchronousBundleListener;
import org.osgi.framework.launch.Framework;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * However the process is told to end, its bundles stop first, and it ends in time. Neither Karaf nor Felix stops bundles when the JVM
 * ends by Ctrl-C or by {@link System#exit}, and both wait for ever for a bundle that does not let itself be stopped.
 */
@Component(service = {}, immediate = true)
public final class Curfew implements SynchronousBundleListener {
    private static final Logger LOG = LoggerFactory.getLogger(Curfew.class);
    /** Shorter than the ten seconds after which containers and service managers kill. What was acknowledged is on disk by then. */
    private static final Duration LIMIT = Duration.ofSeconds(8);

    private final BundleContext context;
    private final Framework framework;
    private final Thread beforeExit = new Thread(this::leave, "chela-leaving");
    private final CountDownLatch over = new CountDownLatch(1);

    @Activate
    public Curfew(BundleContext context) {
        this.context = context;
        framework = context.getBundle(Constants.SYSTEM_BUNDLE_LOCATION).adapt(Framework.class);
        Runtime.getRuntime().addShutdownHook(beforeExit);
        context.addBundleListener(this);
    }

    /** Whoever stops the framework: this component, Karaf for a SIGTERM, or a person at the console. */
    @Override
    public void bundleChanged(BundleEvent event) {
        if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
            LOG.info("the gateway ends");
            Thread watch = new Thread(this::watch, "chela-curfew");
            watch.setDaemon(true);
            watch.start();
        }
    }

    private void watch() {
        try {
            if (framework.waitForStop(LIMIT.toMillis()).getType() == FrameworkEvent.WAIT_TIMEDOUT) {
                LOG.warn("{} did not stop within {} s; the process ends without it", laggards(), LIMIT.toSeconds());
                over.countDown();
                System.exit(0); // Of no effect in a JVM that ends already, with the code it was given.
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } finally {
            over.countDown();
        }
    }

    private void leave() {
        try {
            framework.stop();
            if (!over.await(LIMIT.multipliedBy(2).toMillis(), TimeUnit.MILLISECONDS)) {
                LOG.warn("nobody tells whether the framework stopped; the process ends");
            }
        } catch (BundleException unstoppable) {
            LOG.warn("the process ends without its bundles being stopped", unstoppable);
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        }
    }

    private String laggards() {
        Map<Thread, StackTraceElement[]> stacks = Thread.getAllStackTraces();
        return Arrays.stream(context.getBundles())
                .filter(bundle -> bundle.getState() == Bundle.STOPPING && bundle.getBundleId() != Constants.SYSTEM_BUNDLE_ID)
                .map(bundle -> bundle.getSymbolicName() + hanging(bundle, stacks))
                .collect(Collectors.joining(", "));
    }

    /** The innermost line of the bundle's own on a thread that is busy stopping it. */
    private static String hanging(Bundle bundle, Map<Thread, StackTraceElement[]> stacks) {
        return stacks.values().stream()
                .filter(stack -> Stream.of(stack).anyMatch(line -> line.getMethodName().equals("stopBundle")))
                .flatMap(Stream::of)
                .filter(line -> bundle.getEntry(line.getClassName().replace('.', '/') + ".class") != null)
                .findFirst().map(line -> " (it hangs at " + line + ")").orElse("");
    }

    @Deactivate
    void close() {
        context.removeBundleListener(this);
        try {
            Runtime.getRuntime().removeShutdownHook(beforeExit);
        } catch (IllegalStateException leaving) {
            LOG.debug("the JVM ends already, and this is how", leaving);
        }
    }
}
