package dev.chela.console.command;

import dev.chela.api.fault.Fault;
import java.io.PrintStream;
import org.apache.karaf.shell.api.action.Action;
import org.apache.karaf.shell.api.action.lifecycle.Reference;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.jspecify.annotations.Nullable;

/** What the commands have in common: where they print, how wide that is, and that a fault is a sentence and no stack trace. */
abstract class HouseCommand implements Action {
    private static final int WIDTH = 80;

    @Reference
    private Session session;

    /** The stream of this thread: it follows pipes and redirections, where the session's own does not. */
    abstract void run(PrintStream out) throws Exception;

    @Override
    public final @Nullable Object execute() throws Exception {
        try {
            run(System.out);
            return null;
        } catch (Fault fault) {
            throw new CommandException(String.valueOf(fault.getMessage()), fault);
        }
    }

    int width() {
        return session.getTerminal() == null ? WIDTH : session.getTerminal().getWidth();
    }

    void print(Table table, PrintStream out) {
        table.print(out, width());
    }
}
