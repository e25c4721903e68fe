package dev.chela.console.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import org.apache.karaf.shell.api.console.SignalListener;
import org.apache.karaf.shell.api.console.Terminal;
import org.jline.terminal.Size;
import org.jline.terminal.impl.ExternalTerminal;

/** The caller's terminal as the shell sees it. Karaf asks for its own interface and uses JLine's, so it is both. */
final class SocketTerminal extends ExternalTerminal implements Terminal {
    private SocketTerminal(String type, Size size, InputStream in, OutputStream out) throws IOException {
        super("chela", type, in, out, StandardCharsets.UTF_8);
        setSize(size);
    }

    /** @param wish {@code shell TYPE COLUMNS ROWS}; what is missing or no number becomes a plain terminal of 80 by 24 */
    static SocketTerminal of(String[] wish, InputStream in, OutputStream out) throws IOException {
        String type = wish.length > 1 ? wish[1] : "ansi";
        return new SocketTerminal(type, new Size(number(wish, 2, 80), number(wish, 3, 24)), in, out);
    }

    private static int number(String[] wish, int index, int otherwise) {
        boolean digits = wish.length > index && wish[index].matches("[1-9][0-9]{0,3}");
        return digits ? Integer.parseInt(wish[index]) : otherwise;
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
        return !"dumb".equals(getType());
    }

    @Override
    public boolean isEchoEnabled() {
        return echo();
    }

    @Override
    public void setEchoEnabled(boolean enabled) {
        echo(enabled);
    }

    // Signals reach the shell as the bytes that stand for them; JLine turns them back. (Its own Signal hides Karaf's here.)
    @Override
    public void addSignalListener(SignalListener listener, org.apache.karaf.shell.api.console.Signal... signals) {}

    @Override
    public void addSignalListener(SignalListener listener, EnumSet<org.apache.karaf.shell.api.console.Signal> signals) {}

    @Override
    public void addSignalListener(SignalListener listener) {}

    @Override
    public void removeSignalListener(SignalListener listener) {}
}
