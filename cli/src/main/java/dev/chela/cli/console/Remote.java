package dev.chela.cli.console;

import dev.chela.cli.Console;
import dev.chela.cli.Failure;
import dev.chela.cli.target.Reasons;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Arrays;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.Terminal;
import org.jline.terminal.Terminal.Signal;
import org.jline.terminal.TerminalBuilder;

/** Runs the console of the gateway that this machine's user runs. */
public final class Remote {
    private static final String PROTOCOL = "chela-console 1";
    /** Where nobody looks at lines, none is cut. */
    private static final Size UNBOUNDED = new Size(1000, 50);

    private final Console console;
    private final Path socket;

    public Remote(Console console) {
        this.console = console;
        this.socket = console.surroundings().home().resolve("run").resolve("console.sock");
    }

    /** At a terminal, until the person leaves. */
    public int shell() throws IOException {
        try (Link link = Link.to(socket); Terminal terminal = terminal()) {
            Attributes before = raw(terminal);
            try {
                terminal.handle(Signal.WINCH, signal -> resize(link, terminal));
                open(link, "shell", terminal.getType(), terminal.getSize(), "");
                // Not the terminal's own stream: closing that one waits for a read to end, and nobody presses another key.
                forward(link, console.in());
                return show(link, terminal.output());
            } finally {
                terminal.setAttributes(before);
            }
        }
    }

    /** One command line. Its exit code is 0, or 1 when it failed; the command reads nothing of this process's input. */
    public int command(String line) throws IOException {
        try (Link link = Link.to(socket)) {
            if (console.interactive()) {
                try (Terminal terminal = terminal()) {
                    open(link, "command", terminal.getType(), terminal.getSize(), line);
                }
            } else {
                open(link, "command", "dumb", UNBOUNDED, line);
            }
            return show(link, console.out());
        }
    }

    /** A command on each line of standard input; the exit code is that of the last. */
    public int script() throws IOException {
        try (Link link = Link.to(socket)) {
            open(link, "script", "dumb", UNBOUNDED, "");
            forward(link, console.in());
            return show(link, console.out());
        }
    }

    private static Terminal terminal() throws IOException {
        return TerminalBuilder.builder().system(true).dumb(false).build();
    }

    /** Every key goes to the gateway, Ctrl-C and Ctrl-Z too, and what comes from there is shown as it is. */
    private static Attributes raw(Terminal terminal) {
        Attributes before = terminal.enterRawMode();
        Attributes raw = terminal.getAttributes();
        raw.setLocalFlag(Attributes.LocalFlag.ISIG, false);
        raw.setOutputFlag(Attributes.OutputFlag.OPOST, false);
        terminal.setAttributes(raw);
        return before;
    }

    private static void open(Link link, String mode, String term, Size size, String command) throws IOException {
        Frame opening = Frame.of(Frame.OPEN, String.join("\n", PROTOCOL, mode, term, window(size), command));
        if (opening.body().length > Frame.LONGEST) {
            throw Failure.usage("The command line has " + opening.body().length + " bytes; the console takes " + Frame.LONGEST
                    + ". Write a longer one to a file, and pipe it in line by line.");
        }
        try {
            link.send(opening);
        } catch (IOException e) {
            // It may have refused and hung up before it heard this: what it said is still there, and is read next.
        }
    }

    private static String window(Size size) {
        return size.getColumns() + " " + size.getRows();
    }

    private static void resize(Link link, Terminal terminal) {
        try {
            link.send(Frame.of(Frame.WINDOW, window(terminal.getSize())));
        } catch (IOException e) {
            // The reading side sees the same end of the connection, and says so.
        }
    }

    /** On a thread of its own that ends with this process: a read from a terminal cannot be called off. */
    private static void forward(Link link, InputStream typed) {
        Thread thread = new Thread(() -> pump(link, typed), "chela-console-keys");
        thread.setDaemon(true);
        thread.start();
    }

    private static void pump(Link link, InputStream typed) {
        byte[] buffer = new byte[8192];
        try {
            for (int count = typed.read(buffer); count >= 0; count = typed.read(buffer)) {
                link.send(new Frame(Frame.DATA, Arrays.copyOf(buffer, count)));
            }
            link.send(new Frame(Frame.END, new byte[0]));
        } catch (IOException e) {
            // As above: whoever reads from the gateway reports it.
        }
    }

    private int show(Link link, OutputStream out) throws IOException {
        try {
            while (true) {
                Frame frame = link.receive();
                switch (frame.kind()) {
                    case Frame.DATA -> out.write(frame.body());
                    case Frame.FAULT -> console.err().print(frame.text());
                    case Frame.EXIT -> {
                        return Integer.parseInt(frame.text());
                    }
                    case Frame.REFUSED -> throw Failure.refused(frame.text());
                    default -> throw new IOException("a frame of kind " + (int) frame.kind() + " came, which is none of the console's");
                }
                out.flush();
            }
        } catch (IOException e) {
            throw Failure.unreachable("The console at " + socket + " broke off: " + Reasons.of(e) + ".");
        }
    }
}
