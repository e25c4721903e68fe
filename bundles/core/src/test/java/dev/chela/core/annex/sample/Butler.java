package dev.chela.core.annex.sample;

import dev.chela.api.grant.Files;
import dev.chela.api.tool.Arguments;
import dev.chela.api.tool.Describe;
import dev.chela.api.tool.Effect;
import dev.chela.api.tool.Outcome;
import dev.chela.api.tool.Tool;
import dev.chela.api.tool.ToolCall;
import dev.chela.api.tool.ToolInfo;
import dev.chela.api.tool.ToolResult;
import dev.chela.api.fault.Permanent;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;

/** Does what it is told, good or bad: a plugin as hostile as it is asked to be. */
public class Butler implements Tool<Butler.Order> {
    public enum Deed { SAY, PRINT, SCRIBBLE, PROGRESS, REFUSE, BREAK, POWER, WAIT, HANG, EXIT, READ, WRITE, CONNECT, VARIABLES, CALL }

    public record Order(@Describe("What to do") Deed deed, @Describe("With what") Optional<String> with) {}

    @Override
    public ToolInfo info() {
        return new ToolInfo("butler", "Does what it is told", Effect.ACTS);
    }

    @Override
    public Arguments<Order> arguments() {
        return new Arguments.Typed<>(Order.class);
    }

    @Override
    public ToolResult run(Order order, ToolCall call) throws Exception {
        String with = order.with().orElse("");
        return switch (order.deed()) {
            case SAY -> new ToolResult(ToolResult.text(with).content(), Outcome.OK, Map.of("length", with.length()));
            case PRINT -> {
                System.out.println(with);
                yield ToolResult.text("printed");
            }
            case SCRIBBLE -> {
                try (FileOutputStream out = new FileOutputStream(FileDescriptor.out)) {
                    out.write("this is no JSON\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
                }
                yield ToolResult.text("scribbled");
            }
            case PROGRESS -> {
                call.progress("half way");
                yield ToolResult.text("arrived");
            }
            case REFUSE -> throw new Permanent("the butler regrets: " + with);
            case BREAK -> throw new IllegalStateException("the butler dropped " + with);
            case POWER -> ToolResult.text(call.grant(Files.class).toString());
            case WAIT -> {
                new CountDownLatch(1).await();
                yield ToolResult.text("never");
            }
            case HANG -> {
                while (true) {
                    Thread.onSpinWait();
                }
            }
            case EXIT -> {
                Runtime.getRuntime().halt(Integer.parseInt(with));
                yield ToolResult.text("never");
            }
            case READ -> ToolResult.text(java.nio.file.Files.readString(Path.of(with)));
            case WRITE -> ToolResult.text("wrote " + java.nio.file.Files.writeString(Path.of(with), "the butler was here"));
            case CONNECT -> {
                try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), Integer.parseInt(with))) {
                    yield ToolResult.text("connected to " + socket.getPort());
                }
            }
            case VARIABLES -> ToolResult.text(String.join("\n", List.copyOf(new TreeMap<>(System.getenv()).keySet())));
            case CALL -> ToolResult.text(call.id() + " of " + call.agent() + " in " + call.session().value());
        };
    }
}
