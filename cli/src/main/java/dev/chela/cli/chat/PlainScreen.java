package dev.chela.cli.chat;

import dev.chela.cli.Style;
import java.io.PrintStream;

/** For pipes and terminals that can do nothing: text in the order it comes, remarks on the error stream. */
final class PlainScreen implements Screen {
    private final PrintStream out;
    private final PrintStream err;
    private boolean midLine;

    PlainScreen(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public synchronized void show(Tone tone, String text) {
        endStream();
        String safe = Style.safe(text);
        if (tone == Tone.USER) {
            out.println("> " + safe);
        } else {
            (tone == Tone.ASSISTANT ? out : err).println(safe);
        }
    }

    @Override
    public synchronized void stream(String more) {
        String safe = Style.safe(more);
        if (!safe.isEmpty()) {
            out.print(safe);
            out.flush();
            midLine = !safe.endsWith("\n");
        }
    }

    @Override
    public synchronized void endStream() {
        if (midLine) {
            out.println();
            midLine = false;
        }
    }

    @Override
    public void working(boolean atWork) {
        // Nothing to draw: no prompt stands here.
    }
}
