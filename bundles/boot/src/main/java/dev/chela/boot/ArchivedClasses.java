package dev.chela.boot;

import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Links every class of every bundle, in the one run whose end writes the class archive ({@code archive.sh}): the JVM archives linked
 * classes only, and of those that a start loads it links one in ten not before they are used.
 */
final class ArchivedClasses {
    private static final Logger LOG = LoggerFactory.getLogger(ArchivedClasses.class);
    private static final int LOCAL = BundleWiring.LISTRESOURCES_LOCAL | BundleWiring.LISTRESOURCES_RECURSE;

    private ArchivedClasses() {}

    /** @return how many there are now */
    static int link(BundleContext framework) {
        return Stream.of(framework.getBundles())
                .filter(bundle -> bundle.getBundleId() != 0)
                .mapToInt(ArchivedClasses::link)
                .sum();
    }

    private static int link(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring == null || wiring.getClassLoader() == null) {
            return 0;
        }
        return (int) names(wiring).stream().filter(name -> linked(wiring.getClassLoader(), name)).count();
    }

    private static List<String> names(BundleWiring wiring) {
        Collection<String> files = wiring.listResources("/", "*.class", LOCAL);
        return files.stream()
                .filter(file -> !file.startsWith("META-INF/") && !file.endsWith("-info.class"))
                .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                .toList();
    }

    /** False for a class made for a library that is not here. Asking for its methods links a class without running any of its code. */
    private static boolean linked(ClassLoader loader, String name) {
        try {
            return loader.loadClass(name).getDeclaredMethods().length >= 0;
        } catch (ClassNotFoundException | LinkageError absent) {
            LOG.debug("{} cannot be archived", name, absent);
            return false;
        }
    }
}
