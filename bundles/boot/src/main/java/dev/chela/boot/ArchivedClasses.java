package dev.chela.boot;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.wiring.BundleWiring;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Links what was loaded from bundles, in the one run whose end writes the class archive ({@code archive.sh}): the JVM archives linked
 * classes only, and of those that a start loads it links one in ten not before they are used.
 */
final class ArchivedClasses {
    private static final Logger LOG = LoggerFactory.getLogger(ArchivedClasses.class);
    private static final int LOCAL = BundleWiring.LISTRESOURCES_LOCAL | BundleWiring.LISTRESOURCES_RECURSE;
    /** A line of the JVM's log: {@code [0.9s][info][class,load] a.b.C source: …}. */
    private static final Pattern LOADED = Pattern.compile("^\\S+ (\\S+) source: ", Pattern.MULTILINE);

    private final Set<String> loaded;

    private ArchivedClasses(Set<String> loaded) {
        this.loaded = loaded;
    }

    /** @param log what {@code -Xlog:class+load} wrote */
    static ArchivedClasses of(Path log) throws IOException {
        return new ArchivedClasses(LOADED.matcher(Files.readString(log)).results()
                .map(line -> line.group(1))
                .collect(Collectors.toSet()));
    }

    /** @return how many are linked now */
    long link(BundleContext framework) {
        return Stream.of(framework.getBundles())
                .filter(bundle -> bundle.getBundleId() != 0)
                .mapToLong(this::link)
                .sum();
    }

    private long link(Bundle bundle) {
        BundleWiring wiring = bundle.adapt(BundleWiring.class);
        if (wiring == null || wiring.getClassLoader() == null) {
            return 0;
        }
        return wiring.listResources("/", "*.class", LOCAL).stream()
                .map(file -> file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                .filter(loaded::contains)
                .filter(name -> linked(wiring.getClassLoader(), name))
                .count();
    }

    /** False for a class that needs a library which is not here. Asking for its methods links a class without running its code. */
    private static boolean linked(ClassLoader loader, String name) {
        try {
            return loader.loadClass(name).getDeclaredMethods().length >= 0;
        } catch (ClassNotFoundException | LinkageError absent) {
            LOG.debug("{} cannot be archived", name, absent);
            return false;
        }
    }
}
