package dev.chela.cli.console;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SocketChannel;
import java.nio.channels.WritableByteChannel;

/**
 * A socket as two streams that do not wait for each other. {@link Channels} locks the whole channel for a read when it is given one
 * that could be selected, so that nothing can be written while a person has typed nothing; behind these it sees none.
 */
final class Halves {
    private Halves() {}

    static InputStream in(SocketChannel channel) {
        return Channels.newInputStream(new Reading(channel));
    }

    static OutputStream out(SocketChannel channel) {
        return Channels.newOutputStream(new Writing(channel));
    }

    private record Reading(SocketChannel channel) implements ReadableByteChannel {
        @Override
        public int read(ByteBuffer into) throws IOException {
            return channel.read(into);
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }

    private record Writing(SocketChannel channel) implements WritableByteChannel {
        @Override
        public int write(ByteBuffer from) throws IOException {
            return channel.write(from);
        }

        @Override
        public boolean isOpen() {
            return channel.isOpen();
        }

        @Override
        public void close() throws IOException {
            channel.close();
        }
    }
}
