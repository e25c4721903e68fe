package dev.chela.skills.loader;

import dev.chela.core.home.Home;
import dev.chela.core.home.PrivateFiles;
import dev.chela.core.home.Trees;
import dev.chela.core.skill.Skill;
import dev.chela.core.skill.SkillLoader.Root;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URL;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The skills of bundles: what stands in {@code skills/} of a plugin's jar. A model reads files, so that they are laid out on the disk, in
 * a folder for each generation of each plugin, which goes when the bundle has gone.
 */
final class Carried {
    private static final Logger LOG = LoggerFactory.getLogger(Carried.class);
    private static final String PLUGIN = "chela:";
    private static final String FOLDER = "skills";

    private final Supplier<Bundle[]> bundles;
    private final Supplier<Path> place;
    private final Map<Long, Path> laidOut = new TreeMap<>(Collections.reverseOrder());
    private final Set<Long> without = new HashSet<>();
    private boolean swept;

    private Carried(Supplier<Bundle[]> bundles, Supplier<Path> place) {
        this.bundles = bundles;
        this.place = place;
    }

    static Carried by(BundleContext context, Home home) {
        return new Carried(context::getBundles, () -> home.directory("state/skills"));
    }

    static Carried nothing() {
        return new Carried(() -> new Bundle[0], () -> Path.of("none"));
    }

    /** Newest generation first, so that it goes before the one it replaces. */
    synchronized List<Root> roots() {
        Set<Long> there = new HashSet<>();
        for (Bundle bundle : bundles.get()) {
            if (bundle.getLocation().startsWith(PLUGIN) && bundle.getState() == Bundle.ACTIVE && carries(bundle)) {
                there.add(bundle.getBundleId());
            }
        }
        laidOut.entrySet().removeIf(entry -> !there.contains(entry.getKey()) && remove(entry.getValue()));
        return laidOut.values().stream().map(path -> new Root(path, Skill.Source.PLUGIN)).toList();
    }

    private boolean carries(Bundle bundle) {
        if (laidOut.containsKey(bundle.getBundleId())) {
            return true;
        }
        if (without.contains(bundle.getBundleId())) {
            return false;
        }
        if (bundle.getEntryPaths(FOLDER) == null) {
            without.add(bundle.getBundleId());
            return false;
        }
        try {
            laidOut.put(bundle.getBundleId(), layOut(bundle));
            return true;
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("the skills of {} cannot be laid out in {}: {}; it is tried again at the next start of the plugin",
                    bundle.getSymbolicName(), place.get(), e.toString());
            without.add(bundle.getBundleId());
            return false;
        }
    }

    private Path layOut(Bundle bundle) throws IOException {
        Path at = place.get().toRealPath();
        sweep(at);
        Path target = at.resolve(bundle.getSymbolicName() + "-" + bundle.getBundleId());
        remove(target);
        for (URL entry : Collections.list(bundle.findEntries(FOLDER, "*", true))) {
            String name = entry.getPath().replaceFirst("^/?" + FOLDER + "/", "");
            Path file = target.resolve(name).normalize();
            if (!file.startsWith(target)) {
                throw new IOException("the entry " + entry.getPath() + " of " + bundle.getSymbolicName() + " leads out of its folder");
            }
            if (!name.endsWith("/")) {
                PrivateFiles.directory(file.getParent());
                try (InputStream in = entry.openStream()) {
                    Files.copy(in, file);
                }
                runnable(file);
            }
        }
        return target;
    }

    /** A jar keeps no permissions; a script tells by its first two characters what it is. */
    private static void runnable(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            byte[] start = in.readNBytes(2);
            if (start.length == 2 && start[0] == '#' && start[1] == '!' && !file.toFile().setExecutable(true, true)) {
                LOG.warn("{} cannot be made executable", file);
            }
        }
    }

    /** What an earlier run of the gateway left: its bundles had other numbers. */
    private void sweep(Path at) throws IOException {
        if (!swept) {
            swept = true;
            try (Stream<Path> old = Files.list(at)) {
                old.forEach(Carried::remove);
            }
        }
    }

    synchronized void close() {
        laidOut.values().forEach(Carried::remove);
        laidOut.clear();
    }

    private static boolean remove(Path folder) {
        try {
            Trees.delete(folder);
        } catch (IOException e) {
            LOG.warn("{} cannot be removed: {}", folder, e.toString());
        }
        return true;
    }
}
