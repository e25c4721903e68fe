package dev.chela.cli.console;

import dev.chela.cli.Failure;
import dev.chela.cli.target.Reasons;
import java.io.IOException;
import java.net.ConnectException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** The connection to the console's socket. One thread reads; any may send. */
final class Link implements AutoCloseable {
    private static final int HEAD = 5;

    private final SocketChannel channel;

    private Link(SocketChannel channel) {
        this.channel = channel;
    }

    static Link to(Path socket) {
        Path directory = socket.toAbsolutePath().getParent();
        if (!Files.exists(socket) && (!Files.exists(directory) || Files.isReadable(directory))) {
            throw notThere(socket, "there is no such socket");
        }
        try {
            return new Link(SocketChannel.open(UnixDomainSocketAddress.of(socket)));
        } catch (ConnectException e) {
            throw notThere(socket, "nobody listens there");
        } catch (IOException e) {
            throw Failure.unreachable("Cannot connect to the console at " + socket + ": " + Reasons.of(e)
                    + ". It is for the user that the gateway runs as.");
        }
    }

    private static Failure notThere(Path socket, String why) {
        return Failure.unreachable("The gateway does not run, or runs with another CHELA_HOME (" + socket + ": " + why
                + "). Start it with: ./chela gateway start");
    }

    synchronized void send(Frame frame) throws IOException {
        ByteBuffer bytes = ByteBuffer.allocate(HEAD + frame.body().length);
        bytes.put((byte) frame.kind()).putInt(frame.body().length).put(frame.body()).flip();
        while (bytes.hasRemaining()) {
            channel.write(bytes);
        }
    }

    /** @throws IOException also when the gateway goes away */
    Frame receive() throws IOException {
        ByteBuffer head = fill(ByteBuffer.allocate(HEAD));
        char kind = (char) (head.get() & 0xff);
        int length = head.getInt();
        if (length < 0 || length > Frame.LONGEST) {
            throw new IOException("a frame of " + length + " bytes came, which is none of the console's");
        }
        return new Frame(kind, fill(ByteBuffer.allocate(length)).array());
    }

    private ByteBuffer fill(ByteBuffer buffer) throws IOException {
        while (buffer.hasRemaining()) {
            if (channel.read(buffer) < 0) {
                throw new IOException("the gateway ended the connection");
            }
        }
        return buffer.flip();
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
