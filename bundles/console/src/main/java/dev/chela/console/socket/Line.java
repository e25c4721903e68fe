package dev.chela.console.socket;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.function.Consumer;

/** One client, as the shell sees it. */
public final class Line {
    private static final int LONGEST_FAULT = 16_000;

    private final Keyboard keyboard = new Keyboard();
    private final Screen screen = new Screen();
    private Consumer<Opening.Window> onWindow = window -> {};
    private Runnable onHangUp = () -> {};
    private boolean gone;

    Keyboard typed() {
        return keyboard;
    }

    Screen shown() {
        return screen;
    }

    public InputStream keyboard() {
        return keyboard;
    }

    /** Nothing is sent before {@code flush}. Throws once the client has gone. */
    public OutputStream screen() {
        return screen;
    }

    /** Tells the client, apart from what the screen shows, what went wrong with a command; at most 16,000 characters of it. */
    public void fault(String text) throws IOException {
        screen.fault(text.length() > LONGEST_FAULT ? text.substring(0, LONGEST_FAULT) : text);
    }

    /** Called on the thread that reads the socket, as the action below; neither may block. */
    public synchronized void onWindow(Consumer<Opening.Window> action) {
        onWindow = action;
    }

    /** Has the action run when the client goes away before the shell has ended, or at once if it has gone already. */
    public synchronized void onHangUp(Runnable action) {
        onHangUp = action;
        if (gone) {
            action.run();
        }
    }

    synchronized void window(Opening.Window window) {
        onWindow.accept(window);
    }

    void hangUp() {
        keyboard.hangUp();
        screen.hangUp();
        synchronized (this) {
            gone = true;
            onHangUp.run();
        }
    }
}
