package dev.chela.core.plugin.internal;

import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleWiring;

/** The class loaders of generations that have gone, as long as something holds them or the JVM has not collected them yet. Safe on any thread. */
final class Earlier {
    private final Map<String, List<WeakReference<ClassLoader>>> loaders = new HashMap<>();

    /** To be told before it is uninstalled. */
    synchronized void leaves(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        ClassLoader loader = wiring == null ? null : wiring.getClassLoader();
        if (loader != null) {
            List<WeakReference<ClassLoader>> all = loaders.computeIfAbsent(bundle.getSymbolicName(), plugin -> new ArrayList<>());
            all.removeIf(gone -> gone.get() == null);
            all.add(new WeakReference<>(loader));
        }
    }

    synchronized int of(String plugin) {
        return (int) loaders.getOrDefault(plugin, List.of()).stream().filter(loader -> loader.get() != null).count();
    }
}
