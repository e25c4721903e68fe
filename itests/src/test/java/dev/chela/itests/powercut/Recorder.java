package dev.chela.itests.powercut;

import dev.chela.itests.house.Until;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** strace around a process and all that it starts: every call by which they can change files, with every byte, in hexadecimal. */
final class Recorder {
    private static final Path STRACE = Path.of("/usr/bin/strace");
    /**
     * {@code lseek} and {@code dup} say where a {@code write} writes, {@code chdir} what a path is relative to, {@code exit} that a thread
     * ended of itself; the last line is there to be refused.
     */
    private static final String CALLS = String.join(",",
            "open,openat,creat,write,writev,pwrite64,pwritev,pwritev2,ftruncate,truncate,fallocate,fsync,fdatasync",
            "rename,renameat,renameat2,unlink,unlinkat,mkdir,mkdirat,rmdir,chdir,fchdir,lseek,dup,dup2,dup3,exit,exit_group",
            "link,linkat,symlink,symlinkat,copy_file_range,sendfile,splice,mmap");
    /** More than anybody writes at once. */
    private static final int LONGEST = 1 << 23;

    private Recorder() {}

    static boolean installed() {
        return Files.isExecutable(STRACE);
    }

    /** What goes before a command. The process remains a child of whoever starts it: strace steps aside. */
    static List<String> command(Path record) {
        return List.of(STRACE.toString(), "-D", "-f", "--seccomp-bpf", "-qq", "-y", "-T", "-xx", "-s", String.valueOf(LONGEST), "-e", "signal=none", "-e",
                "trace=" + CALLS, "-o", record.toString());
    }

    /** When this returns, what was recorded is recorded to its end. The processes have ended, or will soon. */
    static void awaitEnd(Path record) {
        Until.holds("the end of strace for " + record, () -> ProcessHandle.allProcesses()
                .noneMatch(process -> process.info().commandLine().filter(line -> line.startsWith(STRACE + " ") && line.contains(" " + record + " ")).isPresent()));
    }
}
