package dev.chela.console.shell;

import dev.chela.console.socket.Line;
import java.io.IOException;
import java.io.PrintStream;
import java.util.concurrent.Callable;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.support.CommandException;
import org.jline.utils.AttributedString;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs command lines in a session that nobody watches, one after the other. */
final class Script {
    private static final Logger LOG = LoggerFactory.getLogger(Script.class);
    /** Gogo's name for the last result. */
    private static final String RESULT = "_";
    private static final int SUCCESS = 0;
    private static final int FAILED = 1;

    private final Session session;
    private final PrintStream out;
    private final Line line;

    Script(Session session, PrintStream out, Line line) {
        this.session = session;
        this.out = out;
        this.line = line;
    }

    /**
     * Shows what the command answers with, as a session that someone watches does.
     *
     * @return 0, or 1 when it failed; the client has then been told why. A command that answers with a number sets the code.
     */
    int run(String command) throws IOException {
        return tried(() -> {
            Object result = session.execute(command);
            if (result instanceof Integer code) {
                return code;
            }
            if (result != null) {
                session.put(RESULT, result);
                session.execute("shell:format $" + RESULT);
            }
            return SUCCESS;
        });
    }

    /** Runs what sets the session up, whose answers concern nobody. */
    int prepare(String commands) throws IOException {
        return tried(() -> {
            session.execute(commands);
            return SUCCESS;
        });
    }

    /** Around what belongs to other bundles: whatever a command throws is told to its client. */
    private int tried(Callable<Integer> work) throws IOException {
        try {
            return work.call();
        } catch (Exception fault) {
            out.flush();
            line.fault("error: " + words(fault) + System.lineSeparator());
            return FAILED;
        } finally {
            out.flush();
        }
    }

    private static String words(Exception fault) {
        // Gogo's own class is private to Karaf's bundle.
        if (fault.getClass().getSimpleName().equals("CommandNotFoundException")) {
            return fault.getMessage() + "; 'help' lists those there are";
        }
        if (fault instanceof CommandException known && known.getMessage() != null) {
            return AttributedString.stripAnsi(known.getMessage()).strip();
        }
        LOG.warn("a console command failed", fault);
        return fault.getMessage() == null ? fault.getClass().getName() : fault.getMessage();
    }
}
