package dev.chela.itests.house;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;

/** What runs on this machine and was started by a gateway or one of its tools. */
public final class Children {
    private Children() {}

    /** What runs below this gateway, and whoever has lost its parent and names the gateway's home. */
    public static Stream<ProcessHandle> of(Gateway gateway) {
        ProcessHandle itself = gateway.process();
        return Stream.concat(itself.descendants(), ProcessHandle.allProcesses().filter(process -> !process.equals(itself) && names(process, gateway.home().toString())))
                .distinct();
    }

    /** Whether this stands in its command line; the JDK shows the beginning of a long one only. */
    public static boolean names(ProcessHandle process, String word) {
        try {
            return Files.readString(Path.of("/proc/" + process.pid() + "/cmdline"), StandardCharsets.ISO_8859_1).contains(word);
        } catch (IOException gone) {
            return false;
        }
    }

    /** How many processes have this command line. */
    public static long count(String commandLine) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().filter(line -> line.endsWith(commandLine)).isPresent())
                .count();
    }
}
