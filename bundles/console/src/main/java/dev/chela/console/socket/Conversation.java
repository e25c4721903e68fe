package dev.chela.console.socket;

import dev.chela.core.task.Scope;
import java.io.IOException;
import java.nio.channels.SocketChannel;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client from its first frame to its last: this thread reads the socket, a second writes to it, a third runs the shell. */
final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    private static final int FAILED = 1;

    private final SocketChannel channel;
    private final Frames frames;
    private final Line line = new Line();
    private final Shell shell;
    private final Scope threads;

    Conversation(SocketChannel channel, Shell shell, Scope threads) {
        this.channel = channel;
        this.frames = new Frames(channel);
        this.shell = shell;
        this.threads = threads;
    }

    /** Returns when the client has gone and the shell has ended. */
    void hold() throws IOException, InterruptedException {
        Optional<Frame> first = frames.read();
        if (first.isEmpty()) {
            return;
        }
        Opening opening;
        try {
            opening = Opening.parse(first.get());
        } catch (IOException e) {
            frames.write(Frame.of(Frame.REFUSED, String.valueOf(e.getMessage())));
            return;
        }
        Future<?> writing = threads.call("console writer", this::send);
        Future<?> running = threads.call("console shell", () -> run(opening));
        try {
            listen();
        } finally {
            line.hangUp();
            finish(running);
            writing.cancel(true);
        }
    }

    private void listen() throws IOException, InterruptedException {
        Optional<Frame> next = frames.read();
        while (next.isPresent()) {
            take(next.get());
            next = frames.read();
        }
    }

    private void take(Frame frame) throws IOException, InterruptedException {
        switch (frame.kind()) {
            case Frame.DATA -> line.typed().type(frame.body());
            case Frame.END -> line.typed().end();
            case Frame.WINDOW -> line.window(window(frame));
            default -> throw new IOException("a console frame of unknown kind " + (int) frame.kind());
        }
    }

    private static Opening.Window window(Frame frame) throws IOException {
        try {
            return Opening.Window.parse(frame.text());
        } catch (IllegalArgumentException e) {
            throw new IOException(e.getMessage(), e);
        }
    }

    private Integer run(Opening opening) throws IOException {
        int code = FAILED;
        try {
            code = shell.run(opening, line);
        } catch (Exception fault) {
            // The root of this thread, below which the commands of any bundle run.
            LOG.error("the console's shell failed", fault);
        } finally {
            // Not to the next user of this thread, and not to the last words of this one.
            Thread.interrupted();
            line.shown().exit(code);
        }
        return code;
    }

    /** Once the exit code is out there is nothing left to hear: the reading thread is let go. */
    private Void send() throws IOException, InterruptedException {
        try {
            line.shown().pump(frames);
        } finally {
            channel.shutdownInput();
        }
        return null;
    }

    private static void finish(Future<?> running) throws InterruptedException {
        try {
            running.get();
        } catch (ExecutionException | CancellationException e) {
            LOG.debug("a console session ended with its client gone", e);
        }
    }
}
