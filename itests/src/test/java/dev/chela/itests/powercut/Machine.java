package dev.chela.itests.powercut;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Where a process runs whose power can be cut, again and again. For one process at a time, on the thread of the test. */
public final class Machine {
    /** Of a gateway's home: the framework's cache, logs, where it listens; and of any database the memory that its users share. */
    private static final Pattern ANEW = Pattern.compile("(karaf|logs|run)(/.*)?|.*-shm");

    private final Predicate<String> heeds;
    private final List<Long> syncs = new ArrayList<>();
    private @Nullable Running running;
    private int cuts;
    private int uncertain;
    private int untold;

    private record Running(Disk disk, Path record) {}

    private Machine(Predicate<String> heeds) {
        this.heeds = heeds;
    }

    public static Machine honest() {
        return new Machine(path -> true);
    }

    /** One whose disk says of some files that they are safe, and they are not: as if the program had never asked. */
    public static Machine thatForgets(Pattern paths) {
        return new Machine(path -> !paths.matcher(path).matches());
    }

    public static boolean present() {
        return System.getenv("CI") != null || Recorder.installed();
    }

    /** What stands in {@code home} now is certain, and what happens to it from now on is recorded. @return what goes before the command */
    public List<String> boots(Path home) {
        Path record = home.resolveSibling(home.getFileName() + ".strace");
        running = new Running(Disk.read(home, path -> ANEW.matcher(path).matches()), record);
        return Recorder.command(record);
    }

    /** After the process was killed: its files are what they may be when the power comes back. */
    public void comesBackAfter(Cut cut) {
        Running cutOff = running;
        if (cutOff == null) {
            throw new AssertionError("nothing runs on this machine");
        }
        running = null;
        Recorder.awaitEnd(cutOff.record());
        Replay replay = new Replay(cutOff.disk(), heeds);
        Calls.read(cutOff.record(), replay::take);
        syncs.addAll(replay.syncs());
        uncertain += cutOff.disk().uncertain();
        cuts++;
        Set<String> unsettled = replay.unsettled();
        untold += unsettled.size();
        assertThat(cutOff.disk().unexplained(unsettled)).as("what the record of strace does not explain").isEmpty();
        cutOff.disk().comesBackAfter(cut);
        delete(cutOff.record());
    }

    private static void delete(Path record) {
        try {
            Files.delete(record);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String figures() {
        List<Long> sorted = syncs.stream().sorted().toList();
        double median = sorted.isEmpty() ? 0 : sorted.get(sorted.size() / 2) / 1e6;
        return String.format("%d cuts, at which the record was held against all files but %d; %d changes were at risk; %d syncs, their median %.2f ms", cuts, untold,
                uncertain, sorted.size(), median);
    }
}
