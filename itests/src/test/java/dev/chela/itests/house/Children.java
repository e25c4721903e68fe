package dev.chela.itests.house;

/** What runs on this machine and was started by a gateway's tool. */
public final class Children {
    private Children() {}

    /** How many processes have this command line. */
    public static long count(String commandLine) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().filter(line -> line.endsWith(commandLine)).isPresent())
                .count();
    }
}
