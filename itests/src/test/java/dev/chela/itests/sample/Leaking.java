package dev.chela.itests.sample;

import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import java.io.FileInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.concurrent.locks.LockSupport;

/** Leaves threads behind, each with a socket and an open file, and with them all its classes: more than pools let go meanwhile. */
public final class Leaking implements Tool<Leaking.Nothing> {
    public record Nothing() {}

    private static final int EACH = 5;

    public Leaking() throws IOException {
        for (int one = 0; one < EACH; one++) {
            spill();
        }
    }

    private static void spill() throws IOException {
        ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        FileInputStream file = new FileInputStream("/dev/null");
        Thread thread = new Thread(() -> {
            while (!socket.isClosed() && file.getChannel().isOpen()) {
                LockSupport.park();
            }
        }, "leaking");
        thread.setDaemon(true);
        thread.start();
    }

    @Override
    public ToolInfo info() {
        return new ToolInfo("leak", "Leaves things behind", Effect.READS);
    }

    @Override
    public Arguments<Nothing> arguments() {
        return new Arguments.Typed<>(Nothing.class);
    }

    @Override
    public ToolResult run(Nothing nothing, ToolCall call) {
        return ToolResult.text("nothing to see");
    }
}
