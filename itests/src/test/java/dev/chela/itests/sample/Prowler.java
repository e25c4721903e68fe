package dev.chela.itests.sample;

import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;

/** Tries to read a file and to reach a port of this machine, by Java's own means, and tells how far it came. */
public final class Prowler implements Tool<Prowler.Target> {
    private static final int PATIENCE_MILLIS = 2_000;

    public record Target(String file, int port) {}

    @Override
    public ToolInfo info() {
        return new ToolInfo("prowl", "Tries doors", Effect.READS);
    }

    @Override
    public Arguments<Target> arguments() {
        return new Arguments.Typed<>(Target.class);
    }

    @Override
    public ToolResult run(Target target, ToolCall call) {
        return ToolResult.text(file(Path.of(target.file())) + "; " + port(target.port()) + "; token " + (System.getenv("CHELA_GATEWAY_TOKEN") == null ? "unknown" : "known"));
    }

    private static String file(Path file) {
        try {
            return "read " + Files.size(file) + " bytes";
        } catch (IOException locked) {
            return "no such file";
        }
    }

    private static String port(int port) {
        try (Socket socket = new Socket()) {
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), PATIENCE_MILLIS);
            return "reached the port";
        } catch (IOException closed) {
            return "no such port";
        }
    }
}
