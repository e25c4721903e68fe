package dev.chela.console.socket;

import java.io.IOException;
import java.util.Locale;

/**
 * What a client asks for first. Its text has a line each for the protocol's name and version, the mode, the terminal's type and
 * the window; everything after those is the command.
 *
 * @param term the terminal's type, {@code dumb} when there is none
 * @param command for {@link Mode#COMMAND}; empty otherwise
 */
public record Opening(Mode mode, String term, Window window, String command) {
    private static final String PROTOCOL = "chela-console 1";
    private static final int LINES = 4;

    public enum Mode {
        /** A person at a terminal. */
        SHELL,
        /** One command line. */
        COMMAND,
        /** A command on each line that comes in. */
        SCRIPT
    }

    static Opening parse(Frame frame) throws IOException {
        String[] lines = frame.text().split("\n", LINES + 1);
        if (frame.kind() != Frame.OPEN || lines.length <= LINES || !lines[0].equals(PROTOCOL)) {
            throw new IOException("this client does not speak " + PROTOCOL + "; use the client of the same version");
        }
        try {
            Mode mode = Mode.valueOf(lines[1].toUpperCase(Locale.ROOT));
            return new Opening(mode, lines[2], Window.parse(lines[3]), lines[LINES]);
        } catch (IllegalArgumentException e) {
            throw new IOException("the client opened the console with '" + lines[1] + "', '" + lines[3] + "'", e);
        }
    }

    /** The size of a window, in characters, within what makes sense. */
    public record Window(int columns, int rows) {
        private static final int LARGEST = 10_000;

        public Window {
            columns = Math.max(1, Math.min(LARGEST, columns));
            rows = Math.max(1, Math.min(LARGEST, rows));
        }

        /** @throws IllegalArgumentException when it is not two numbers */
        static Window parse(String text) {
            String[] numbers = text.split(" ");
            if (numbers.length != 2) {
                throw new IllegalArgumentException("'" + text + "' is no window; write it like '80 24'");
            }
            return new Window(Integer.parseInt(numbers[0]), Integer.parseInt(numbers[1]));
        }
    }
}
