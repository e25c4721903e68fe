package dev.chela.console.shell;

import dev.chela.console.socket.Line;
import dev.chela.console.socket.Opening;
import dev.chela.console.socket.Shell;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;
import org.jline.terminal.Terminal.Signal;

/**
 * Karaf's shell. Every session may do everything: no roles are configured, and who is allowed to connect was decided at the socket.
 */
public final class KarafShell implements Shell {
    private static final int SUCCESS = 0;

    private final SessionFactory sessions;

    public KarafShell(SessionFactory sessions) {
        this.sessions = sessions;
    }

    @Override
    public int run(Opening opening, Line line) throws Exception {
        return switch (opening.mode()) {
            case SHELL -> shell(opening, line);
            case COMMAND -> command(opening, line);
            case SCRIPT -> script(opening, line);
        };
    }

    private int shell(Opening opening, Line line) throws IOException {
        SocketTerminal terminal = SocketTerminal.interactive(opening, line);
        PrintStream out = new PrintStream(terminal.output(), true, StandardCharsets.UTF_8);
        Session session = sessions.create(terminal.input(), out, out, terminal, "UTF-8", () -> {});
        try {
            known(session);
            // As Ctrl-C: what runs is interrupted, and the shell then reads the end of its input. Closing the session under a prompt
            // that waits would be a fault with a stack trace.
            line.onHangUp(() -> terminal.raise(Signal.INT));
            session.run();
        } finally {
            session.close();
        }
        return SUCCESS;
    }

    private int command(Opening opening, Line line) throws IOException {
        PrintStream out = new PrintStream(line.screen(), true, StandardCharsets.UTF_8);
        Session session = plain(opening, line, out);
        try {
            return new Script(session, out, line).run(opening.command());
        } finally {
            session.close();
        }
    }

    /** As a shell does: goes on after a command that failed, and ends with the code of the last. */
    private int script(Opening opening, Line line) throws IOException {
        PrintStream out = new PrintStream(line.screen(), true, StandardCharsets.UTF_8);
        Session session = plain(opening, line, out);
        BufferedReader lines = new BufferedReader(new InputStreamReader(line.keyboard(), StandardCharsets.UTF_8));
        try {
            Script script = new Script(session, out, line);
            int code = SUCCESS;
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                code = text.isBlank() ? code : script.run(text);
            }
            return code;
        } finally {
            session.close();
        }
    }

    private Session plain(Opening opening, Line line, PrintStream out) throws IOException {
        SocketTerminal terminal = SocketTerminal.plain(opening, line);
        Session session = sessions.create(new ByteArrayInputStream(new byte[0]), out, out, terminal, "UTF-8", () -> {});
        known(session);
        line.onHangUp(session::close);
        initialise(session, out, line);
        return session;
    }

    private static void known(Session session) {
        session.put("USER", System.getProperty("user.name"));
        session.put(Session.IS_LOCAL, false);
    }

    /** What an interactive session does by itself. */
    private static void initialise(Session session, PrintStream out, Line line) throws IOException {
        String name = System.getProperty("karaf.shell.init.script");
        if (name != null) {
            Path file = Path.of(System.getProperty("karaf.etc")).resolve(name);
            new Script(session, out, line).prepare(Files.readString(file));
        }
    }
}
