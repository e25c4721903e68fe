package dev.chela.cli;

import dev.chela.cli.target.Surroundings;
import java.io.InputStream;
import java.io.PrintStream;

/** What a command may touch of the process it runs in; interactive when a person sits at a terminal that can move its cursor. */
public record Console(
        InputStream in,
        PrintStream out,
        PrintStream err,
        Style style,
        boolean interactive,
        Surroundings surroundings,
        Interrupts interrupts) {

    /** Says something beside the result: to the error stream, so that a result can be piped. */
    public void warn(String message) {
        err.println("warning: " + message);
    }
}
