package dev.chela.itests;

/** What runs on this machine and was started by a gateway's tool. */
final class Children {
    private Children() {}

    /** How many processes have this command line. */
    static long count(String commandLine) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info().commandLine().filter(line -> line.endsWith(commandLine)).isPresent())
                .count();
    }
}
