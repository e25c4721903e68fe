package dev.chela.console.socket;

import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;

/** Run as a process of another user: tries to open a session, and prints what came of it. Needs no class but the JDK's. */
public final class Stranger {
    private static final byte[] COMMAND = "chela-console 1\ncommand\ndumb\n80 24\nsecret".getBytes(StandardCharsets.UTF_8);

    private Stranger() {}

    public static void main(String... arguments) {
        try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(Path.of(arguments[0])))) {
            System.out.println("connected");
            System.out.println(answer(channel));
        } catch (IOException e) {
            System.out.println("failed: " + e.getMessage());
        }
    }

    /** What the gateway says; it may have said it and closed before the first byte could be sent. */
    private static String answer(SocketChannel channel) throws IOException {
        try {
            channel.write(ByteBuffer.allocate(5 + COMMAND.length).put((byte) 'O').putInt(COMMAND.length).put(COMMAND).flip());
        } catch (IOException closed) {
            System.out.println("not heard");
        }
        ByteBuffer answer = ByteBuffer.allocate(4096);
        try {
            while (channel.read(answer) >= 0 && answer.hasRemaining()) {
                Thread.onSpinWait();
            }
        } catch (IOException reset) {
            System.out.println("cut off");
        }
        return new String(answer.array(), 0, answer.position(), StandardCharsets.UTF_8);
    }
}
