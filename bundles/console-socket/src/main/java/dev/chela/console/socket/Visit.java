package dev.chela.console.socket;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import org.apache.karaf.shell.api.console.Session;
import org.apache.karaf.shell.api.console.SessionFactory;

/**
 * One caller. Its first line says what it wants: {@code shell TYPE COLUMNS ROWS} for a terminal in raw mode, or {@code run COMMAND},
 * which answers with the command's output and then one byte, the exit code.
 */
final class Visit {
    private static final int LONGEST_LINE = 64 * 1024;

    private final SessionFactory shells;
    private final InputStream in;
    private final OutputStream out;

    Visit(SessionFactory shells, SocketChannel caller) {
        this.shells = shells;
        this.in = Halves.in(caller);
        this.out = Halves.out(caller);
    }

    void run() throws IOException {
        String wish = firstLine();
        if (wish.startsWith("run ")) {
            command(wish.substring("run ".length()));
        } else if (wish.startsWith("shell ")) {
            shell(wish.split(" "));
        } else {
            out.write("the console wants \"run COMMAND\" or \"shell TYPE COLUMNS ROWS\" first\n".getBytes(StandardCharsets.UTF_8));
        }
    }

    private String firstLine() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next >= 0 && next != '\n' && line.size() < LONGEST_LINE; next = in.read()) {
            line.write(next);
        }
        return line.toString(StandardCharsets.UTF_8);
    }

    private void shell(String... wish) throws IOException {
        try (SocketTerminal terminal = SocketTerminal.of(wish, in, out)) {
            PrintStream print = new PrintStream(terminal.output(), true, StandardCharsets.UTF_8);
            Session session = shells.create(terminal.input(), print, print, terminal, "UTF-8", () -> {});
            session.run();
        }
    }

    private void command(String text) throws IOException {
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        Session session = shells.create(InputStream.nullInputStream(), print, print);
        int code = 0;
        try {
            Object result = session.execute(text);
            if (result instanceof CharSequence || result instanceof Number || result instanceof Boolean) {
                print.println(result);
            }
        } catch (Exception e) { // a command is a guest: whatever it throws is its answer
            print.println("error: " + (e.getMessage() == null ? e.toString() : e.getMessage()));
            code = 1;
        } finally {
            session.close();
        }
        print.flush();
        out.write(code);
        out.flush();
    }
}
