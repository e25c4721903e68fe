package dev.chela.core.process.internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** What tells a process from a later one with the same number: when it started, and in which boot of the machine. */
record Birth(String start, String boot) {
    private static final Path PROC = Path.of("/proc");
    private static final Path BOOT = PROC.resolve("sys/kernel/random/boot_id");

    /** Empty start: no such process. */
    static Birth of(long pid) {
        return new Birth(Files.exists(BOOT) ? ticks(pid) : instant(pid), currentBoot());
    }

    boolean known() {
        return !start.isEmpty();
    }

    static String currentBoot() {
        try {
            return Files.exists(BOOT) ? Files.readString(BOOT).strip() : "";
        } catch (IOException e) {
            throw new java.io.UncheckedIOException("cannot read " + BOOT, e);
        }
    }

    /** Field 22 of {@code stat}, in clock ticks since boot: unlike a wall-clock time it does not move when the clock is set. */
    private static String ticks(long pid) {
        return field(pid, 22);
    }

    /** A field of {@code stat}, numbered as in proc(5), after the command's name, which may itself hold spaces and brackets; empty when the process is gone. */
    static String field(long pid, int number) {
        try {
            String stat = Files.readString(PROC.resolve(pid + "/stat"), java.nio.charset.StandardCharsets.ISO_8859_1);
            return stat.substring(stat.lastIndexOf(')') + 2).split(" ")[number - 3];
        } catch (IOException gone) {
            return "";
        }
    }

    private static String instant(long pid) {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().startInstant())
                .map(start -> Long.toString(start.toEpochMilli()))
                .orElse("");
    }
}
