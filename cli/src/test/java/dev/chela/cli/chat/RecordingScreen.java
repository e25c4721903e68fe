package dev.chela.cli.chat;

import java.util.ArrayList;
import java.util.List;

/** Keeps what was shown, in order; a streamed text is one entry. */
final class RecordingScreen implements Screen {
    private final List<String> lines = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private boolean atWork;
    private boolean workDone;

    @Override
    public synchronized void show(Tone tone, String text) {
        endStream();
        lines.add(tone + " " + text);
        notifyAll();
    }

    @Override
    public synchronized void stream(String more) {
        open.append(more);
        notifyAll();
    }

    @Override
    public synchronized void endStream() {
        if (open.length() > 0) {
            lines.add("STREAM " + open);
            open.setLength(0);
            notifyAll();
        }
    }

    @Override
    public synchronized void working(boolean now) {
        workDone |= atWork && !now;
        atWork = now;
        notifyAll();
    }

    synchronized List<String> lines() {
        return List.copyOf(lines);
    }

    /** Waits until a line that starts so is there. */
    synchronized void await(String start) throws InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (lines.stream().noneMatch(line -> line.startsWith(start))) {
            pause(end, start);
        }
    }

    synchronized void awaitStreaming(String text) throws InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!open.toString().equals(text)) {
            pause(end, text);
        }
    }

    /** Waits until a run was at work and is no more. */
    synchronized void awaitWorkDone() throws InterruptedException {
        long end = System.nanoTime() + 60_000_000_000L;
        while (!workDone) {
            pause(end, "the end of the work");
        }
    }

    private void pause(long end, String wanted) throws InterruptedException {
        long left = (end - System.nanoTime()) / 1_000_000;
        if (left <= 0) {
            throw new AssertionError("waited for \"" + wanted + "\", saw " + lines + " and " + open);
        }
        wait(left);
    }
}
