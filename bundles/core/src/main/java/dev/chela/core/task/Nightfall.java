package dev.chela.core.task;

import dev.chela.api.task.Cancellation.Registration;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.Constants;
import org.osgi.framework.SynchronousBundleListener;

/**
 * The instant in which the framework begins to stop. It is before the first bundle stops, while a bundle of the house may stop after
 * the plugins that wait for it to let go of their calls.
 */
public final class Nightfall {
    private Nightfall() {}

    /**
     * @param work runs on the thread that stops the framework
     * @return undoes it
     */
    public static Registration at(BundleContext context, Runnable work) {
        SynchronousBundleListener listener = event -> {
            if (event.getType() == BundleEvent.STOPPING && event.getBundle().getBundleId() == Constants.SYSTEM_BUNDLE_ID) {
                work.run();
            }
        };
        context.addBundleListener(listener);
        return () -> context.removeBundleListener(listener);
    }
}
