package dev.chela.core.skill.internal;

import dev.chela.api.task.Clock;
import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Which programs this machine has. What was found out holds as long as no folder of the path has changed, which its time tells: a
 * program that is installed counts at once, and asking costs one look at each folder. A folder that changed just before it was looked at
 * may change again within the same tick of its time; what was found then does not hold.
 */
final class Programs {
    private static final long TICK_MILLIS = 100;

    private final List<File> path;
    private final Clock clock;
    private volatile Found found = new Found(List.of(), false);

    /** @param path as the variable has it */
    Programs(String path, Clock clock) {
        this.clock = clock;
        List<File> folders = new ArrayList<>();
        for (String folder : path.split(File.pathSeparator)) {
            if (!folder.isEmpty()) {
                folders.add(new File(folder));
            }
        }
        this.path = folders;
    }

    /** @param lasting whether its times are old enough to tell of any change */
    private record Found(List<Long> times, boolean lasting, Map<String, Boolean> known) {
        Found(List<Long> times, boolean lasting) {
            this(times, lasting, new ConcurrentHashMap<>());
        }
    }

    /** Another object as soon as a program may have come or gone. */
    Object state() {
        return now();
    }

    boolean has(String program) {
        return now().known().computeIfAbsent(program, this::look);
    }

    private Found now() {
        List<Long> times = path.stream().map(File::lastModified).toList();
        Found known = found;
        if (!known.lasting() || !known.times().equals(times)) {
            long before = clock.now().toEpochMilli() - TICK_MILLIS;
            known = new Found(times, times.stream().allMatch(time -> time < before));
            found = known;
        }
        return known;
    }

    private boolean look(String program) {
        return program.indexOf('/') < 0 && path.stream().map(folder -> new File(folder, program)).anyMatch(file -> file.isFile() && file.canExecute());
    }
}
