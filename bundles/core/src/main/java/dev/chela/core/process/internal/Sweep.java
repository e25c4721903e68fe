package dev.chela.core.process.internal;

import dev.chela.core.process.internal.Records.Recorded;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends what an earlier gateway left running. A group is ended only when it is surely ours: same boot, and either its leader still
 * lives with the recorded start time, or a member carries our mark in its environment. Numbers of processes are used again; a wrong
 * guess would end a stranger.
 */
public final class Sweep {
    private static final Logger LOG = LoggerFactory.getLogger(Sweep.class);
    private static final Path PROC = Path.of("/proc");
    private static final Duration POLITE = Duration.ofSeconds(2);
    static final String MARK = "CHELA_CHILD";

    private final Records records;
    private final Groups groups;

    public Sweep(Records records, Groups groups) {
        this.records = records;
        this.groups = groups;
    }

    /** Returns when they are gone, or after three seconds. */
    public void run() {
        List<Recorded> left = records.leftBehind();
        List<Recorded> ours = left.stream().filter(this::isOurs).toList();
        ours.parallelStream().forEach(this::end);
        left.forEach(child -> records.delete(child.id()));
        if (!ours.isEmpty()) {
            LOG.warn("ended {} commands that an earlier gateway had left running", ours.size());
        }
    }

    private void end(Recorded child) {
        ProcessHandle.of(child.pid()).ifPresentOrElse(leader -> groups.end(leader, POLITE), () -> groups.end(child.pid(), POLITE));
    }

    private boolean isOurs(Recorded child) {
        if (child.pid() <= 1 || !child.birth().boot().equals(Birth.currentBoot())) {
            return false;
        }
        Birth now = Birth.of(child.pid());
        return now.known() ? now.equals(child.birth()) : hasMarkedMember(child);
    }

    private static boolean hasMarkedMember(Recorded child) {
        if (!Files.isDirectory(PROC)) {
            return false;
        }
        try (Stream<Path> processes = Files.list(PROC)) {
            return processes
                    .map(process -> process.getFileName().toString())
                    .filter(name -> name.chars().allMatch(Character::isDigit))
                    .mapToLong(Long::parseLong)
                    .filter(pid -> Birth.field(pid, 5).equals(Long.toString(child.pid())))
                    .anyMatch(pid -> isMarked(pid, child.id()));
        } catch (IOException e) {
            LOG.warn("cannot look for processes in {}: {}", PROC, e.toString());
            return false;
        }
    }

    private static boolean isMarked(long pid, String id) {
        try {
            String environment = Files.readString(PROC.resolve(pid + "/environ"), StandardCharsets.ISO_8859_1);
            return ("\0" + environment).contains("\0" + MARK + "=" + id + "\0");
        } catch (IOException notOurs) {
            return false;
        }
    }
}
