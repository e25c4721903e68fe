package dev.chela.jdk;

import java.util.Hashtable;
import org.osgi.annotation.bundle.Header;
import org.osgi.framework.BundleActivator;
import org.osgi.framework.BundleContext;
import org.osgi.framework.hooks.weaving.WeavingHook;

/** Registers the rewriting. An activator, since it must be there before Declarative Services is. */
@Header(name = "Bundle-Activator", value = "${@class}")
public final class JdkCompat implements BundleActivator {
    private static final int FIRST_WITHOUT_SUBJECT = 24;

    @Override
    public void start(BundleContext context) {
        if (Runtime.version().feature() >= FIRST_WITHOUT_SUBJECT) {
            context.registerService(WeavingHook.class, new SubjectWeaving(), new Hashtable<>());
        }
    }

    @Override
    public void stop(BundleContext context) {
        // The framework takes the hook back with the bundle.
    }
}
