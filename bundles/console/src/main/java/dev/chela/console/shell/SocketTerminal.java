package dev.chela.console.shell;

import dev.chela.console.socket.Line;
import dev.chela.console.socket.Opening;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.apache.karaf.shell.api.console.SignalListener;
import org.apache.karaf.shell.support.terminal.SignalSupport;
import org.jline.terminal.Attributes;
import org.jline.terminal.Size;
import org.jline.terminal.impl.ExternalTerminal;

/** A terminal at the other end of a line, as JLine and as Karaf know terminals. */
final class SocketTerminal extends ExternalTerminal implements org.apache.karaf.shell.api.console.Terminal {
    private final SignalSupport listeners = new SignalSupport();

    private SocketTerminal(Opening opening, Line line) throws IOException {
        super(null, "chela-console", opening.term(), line.keyboard(), line.screen(), StandardCharsets.UTF_8, SignalHandler.SIG_DFL,
                true, null, size(opening.window()));
    }

    /** For a person: keys are echoed, Ctrl-C is a signal, lines end as a terminal wants them to. */
    static SocketTerminal interactive(Opening opening, Line line) throws IOException {
        SocketTerminal terminal = new SocketTerminal(opening, line);
        line.onWindow(terminal::resize);
        terminal.resume();
        return terminal;
    }

    /** For a command line: bytes pass as they are, and what is typed is not for the terminal. */
    static SocketTerminal plain(Opening opening, Line line) throws IOException {
        SocketTerminal terminal = new SocketTerminal(opening, line);
        Attributes attributes = terminal.getAttributes();
        attributes.setLocalFlags(EnumSet.noneOf(Attributes.LocalFlag.class));
        attributes.setOutputFlags(EnumSet.noneOf(Attributes.OutputFlag.class));
        terminal.setAttributes(attributes);
        return terminal;
    }

    private void resize(Opening.Window window) {
        setSize(size(window));
        raise(Signal.WINCH);
    }

    private static Size size(Opening.Window window) {
        return new Size(window.columns(), window.rows());
    }

    @Override
    public void raise(Signal signal) {
        super.raise(signal);
        EnumSet.allOf(org.apache.karaf.shell.api.console.Signal.class).stream()
                .filter(known -> known.name().equals(signal.name()))
                .forEach(listeners::signal);
    }

    @Override
    public int getWidth() {
        return getSize().getColumns();
    }

    @Override
    public int getHeight() {
        return getSize().getRows();
    }

    @Override
    public boolean isAnsiSupported() {
        return !getType().equals("dumb");
    }

    @Override
    public boolean isEchoEnabled() {
        return echo();
    }

    @Override
    public void setEchoEnabled(boolean enabled) {
        echo(enabled);
    }

    @Override
    public void addSignalListener(SignalListener listener) {
        listeners.addSignalListener(listener);
    }

    @Override
    public void addSignalListener(SignalListener listener, org.apache.karaf.shell.api.console.Signal... signals) {
        listeners.addSignalListener(listener, signals);
    }

    @Override
    public void addSignalListener(SignalListener listener, EnumSet<org.apache.karaf.shell.api.console.Signal> signals) {
        listeners.addSignalListener(listener, signals);
    }

    @Override
    public void removeSignalListener(SignalListener listener) {
        listeners.removeSignalListener(listener);
    }
}
