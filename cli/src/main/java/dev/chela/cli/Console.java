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

    private static final int NARROWEST = 40;

    /** How wide the terminal is, as the launcher found it; without bound where nobody looks at lines. */
    public int columns() {
        return surroundings.variable("COLUMNS")
                .filter(text -> text.matches("\\d{1,5}"))
                .map(text -> Math.max(NARROWEST, Integer.parseInt(text)))
                .orElse(Integer.MAX_VALUE);
    }

    /** Says something beside the result: to the error stream, so that a result can be piped. */
    public void warn(String message) {
        err.println("warning: " + message);
    }
}
