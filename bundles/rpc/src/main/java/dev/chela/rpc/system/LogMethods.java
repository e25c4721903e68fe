package dev.chela.rpc.system;

import dev.chela.api.config.Range;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Rpc;
import dev.chela.api.rpc.RpcMethods;
import dev.chela.api.rpc.Scope;
import dev.chela.core.home.Home;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code logs.tail}. */
@Component(service = RpcMethods.class)
public final class LogMethods implements RpcMethods {
    private static final int DEFAULT_LIMIT = 500;
    private static final int DEFAULT_BYTES = 250_000;

    private final Home home;

    @Activate
    public LogMethods(@Reference Home home) {
        this.home = home;
    }

    public record TailParams(
            @Range(min = 0) Optional<Long> cursor, @Range(min = 1, max = 5000) Optional<Integer> limit,
            @Range(min = 1, max = 1_000_000) Optional<Integer> maxBytes) {}

    public record Tail(
            String file, long cursor, long size, List<String> lines, boolean truncated, boolean reset, long skippedBytes) {}

    /** From the cursor on, or the last lines; a cursor beyond the end means that the file was rolled over. */
    @Rpc(value = "logs.tail", scope = Scope.READ)
    public Tail tail(TailParams params, Caller caller) throws IOException {
        int limit = params.limit().orElse(DEFAULT_LIMIT);
        int maxBytes = params.maxBytes().orElse(DEFAULT_BYTES);
        Path file = home.directory("logs").resolve("chela.log");
        long size = Files.exists(file) ? Files.size(file) : 0;
        boolean reset = params.cursor().filter(cursor -> cursor > size).isPresent();
        long wanted = reset ? 0 : params.cursor().orElse(Math.max(0, size - maxBytes));
        long from = Math.max(wanted, size - maxBytes);
        return read(file, from, size, limit, reset, from - wanted);
    }

    private static Tail read(Path file, long from, long size, int limit, boolean reset, long skipped) throws IOException {
        if (size == 0) {
            return new Tail(file.toString(), 0, 0, List.of(), false, reset, 0);
        }
        byte[] bytes = new byte[(int) (size - from)];
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            in.seek(from);
            in.readFully(bytes);
        }
        int whole = bytes.length; // Counted in bytes: the first ones may be the rest of a letter.
        while (whole > 0 && bytes[whole - 1] != '\n') {
            whole--;
        }
        List<String> lines = LogLines.read(new String(bytes, 0, whole, StandardCharsets.UTF_8));
        boolean cut = lines.size() > limit;
        return new Tail(file.toString(), from + whole, size, cut ? lines.subList(lines.size() - limit, lines.size()) : lines,
                cut || skipped > 0, reset, skipped);
    }
}
