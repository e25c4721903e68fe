package dev.chela.skills.loader;

import dev.chela.core.home.Home;
import dev.chela.core.skill.Skill;
import dev.chela.core.skill.SkillLoader;
import dev.chela.skills.loader.Finder.Finds;
import dev.chela.skills.loader.Finder.Found;
import dev.chela.skills.loader.FrontMatter.Malformed;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/** Reads each file once, and again when it has changed. No thread watches anything: whoever asks makes it look. */
@Component
public final class DiskLoader implements SkillLoader {
    private final Carried carried;
    private final Map<Found, Read> files = new ConcurrentHashMap<>();
    private final Map<List<Root>, Seen> seen = new ConcurrentHashMap<>();

    @Activate
    public DiskLoader(BundleContext context, @Reference Home home) {
        this(Carried.by(context, home));
    }

    DiskLoader(Carried carried) {
        this.carried = carried;
    }

    @Deactivate
    public void close() {
        carried.close();
    }

    private record Seen(Finds finds, Reach reach, Library library) {}

    /** One of the two. */
    private record Read(Optional<Skill> skill, Optional<Problem> problem) {}

    @Override
    public Library load(List<Root> roots, Reach reach) {
        List<Root> all = new ArrayList<>(roots);
        all.addAll(carried.roots());
        Finds finds = Finder.in(all, reach.targets());
        Seen before = seen.get(roots);
        if (before != null && before.finds().equals(finds) && before.reach().equals(reach)) {
            return before.library();
        }
        if (before != null && !before.reach().equals(reach)) {
            files.clear(); // What was too large may not be so any more.
        }
        Library library = library(finds, reach.largest());
        seen.put(List.copyOf(roots), new Seen(finds, reach, library));
        forget();
        return library;
    }

    private Library library(Finds finds, int largest) {
        Map<String, Skill> byName = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
        List<Problem> problems = new ArrayList<>(finds.problems());
        for (Found found : finds.files()) {
            Read read = files.computeIfAbsent(found, file -> read(file, largest));
            read.skill().ifPresent(skill -> byName.putIfAbsent(skill.name(), skill));
            read.problem().ifPresent(problems::add);
        }
        problems.sort(Comparator.comparing(Problem::file));
        return new Library(List.copyOf(byName.values()), List.copyOf(problems));
    }

    private void forget() {
        List<Found> known = seen.values().stream().flatMap(one -> one.finds().files().stream()).toList();
        files.keySet().retainAll(new HashSet<>(known));
    }

    private static Read read(Found found, int largest) {
        try {
            long size = Files.size(found.file());
            if (size > largest) {
                return problem(found, 0, "has " + size + " bytes; at most " + largest
                        + " are read (skills.limits.maxSkillFileBytes). Move details into files beside it");
            }
            return new Read(Optional.of(SkillFile.read(Files.readString(found.file()), found.file(), found.source())), Optional.empty());
        } catch (Malformed malformed) {
            return problem(found, malformed.line, malformed.getMessage());
        } catch (MalformedInputException e) {
            return problem(found, 0, "is no text in UTF-8; save it as such");
        } catch (IOException e) {
            return problem(found, 0, "cannot be read: " + e.getMessage());
        }
    }

    private static Read problem(Found found, int line, String message) {
        return new Read(Optional.empty(), Optional.of(new Problem(found.file(), line, message)));
    }
}
