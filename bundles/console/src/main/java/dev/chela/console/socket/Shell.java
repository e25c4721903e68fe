package dev.chela.console.socket;

/** What answers at the other end of a line. */
@FunctionalInterface
public interface Shell {
    /**
     * Runs on the caller's thread until the person leaves, the command has ended or the line hangs up.
     *
     * @return the exit code, 0 for success
     */
    int run(Opening opening, Line line) throws Exception;
}
