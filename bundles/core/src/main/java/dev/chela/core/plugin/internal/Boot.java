package dev.chela.core.plugin.internal;

import java.util.Arrays;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.FrameworkListener;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.startlevel.FrameworkStartLevel;

/** Whether the framework is still on its way up. A new jar may want services of bundles that start after this one. */
final class Boot {
    private static final int MOST_SECONDS = 60;

    private final BundleContext context;

    Boot(BundleContext context) {
        this.context = context;
    }

    /** Returns when the last start level is reached, in any case after a minute. */
    void await() throws InterruptedException {
        CountDownLatch up = new CountDownLatch(1);
        FrameworkListener listener = event -> {
            if (event.getType() == FrameworkEvent.STARTLEVEL_CHANGED || event.getType() == FrameworkEvent.STARTED) {
                up.countDown();
            }
        };
        context.addFrameworkListener(listener);
        try {
            if (isRising()) {
                up.await(MOST_SECONDS, TimeUnit.SECONDS);
            }
        } finally {
            context.removeFrameworkListener(listener);
        }
    }

    /** The state of the system bundle does not tell: Karaf starts the framework empty and raises its level later. */
    private boolean isRising() {
        FrameworkStartLevel framework = context.getBundle(0).adapt(FrameworkStartLevel.class);
        return context.getBundle(0).getState() == Bundle.STARTING || Arrays.stream(context.getBundles())
                .map(bundle -> bundle.adapt(BundleStartLevel.class))
                .anyMatch(bundle -> bundle != null && bundle.isPersistentlyStarted() && bundle.getStartLevel() > framework.getStartLevel());
    }
}
