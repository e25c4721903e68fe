package dev.chela.console.socket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.ByteChannel;
import java.util.Optional;

/** Frames over a channel. One thread reads and one writes; channel streams would make each wait for the other. */
final class Frames {
    private static final int HEAD = 5;

    private final ByteChannel channel;

    Frames(ByteChannel channel) {
        this.channel = channel;
    }

    /**
     * The next frame; empty when the other side has gone.
     *
     * @throws IOException also when a frame is longer than allowed, or stops in its middle
     */
    Optional<Frame> read() throws IOException {
        ByteBuffer head = ByteBuffer.allocate(HEAD);
        if (!fill(head)) {
            return Optional.empty();
        }
        char kind = (char) (head.get() & 0xff);
        int length = head.getInt();
        if (length < 0 || length > Frame.LONGEST) {
            throw new IOException("a console frame of " + length + " bytes; the longest is " + Frame.LONGEST);
        }
        ByteBuffer body = ByteBuffer.allocate(length);
        if (length > 0 && !fill(body)) {
            throw new IOException("the console's client went away in the middle of a frame");
        }
        return Optional.of(new Frame(kind, body.array()));
    }

    private boolean fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                if (buffer.position() == 0) {
                    return false;
                }
                throw new IOException("the console's client went away in the middle of a frame");
            }
        }
        buffer.flip();
        return true;
    }

    void write(Frame frame) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + frame.body().length);
        bytes.put((byte) frame.kind()).putInt(frame.body().length).put(frame.body()).flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }
}
