package dev.chela.rpc.system;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.ObjectName;

/** What the machine says of itself, in the words that the protocol's clients know from Node. What a system does not tell is left out. */
final class Machine {
    private static final Path PROC = Path.of("/proc");
    private static final long KIBI = 1024;

    private Machine() {}

    static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException unnamed) {
            return "localhost";
        }
    }

    /** {@code linux}, {@code darwin}, {@code win32}. */
    static String platform() {
        String name = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        return name.startsWith("mac") ? "darwin" : name.startsWith("windows") ? "win32" : name;
    }

    /** {@code x64}, {@code arm64}. */
    static String arch() {
        String name = System.getProperty("os.arch");
        return switch (name) {
            case "amd64", "x86_64" -> "x64";
            case "aarch64" -> "arm64";
            default -> name;
        };
    }

    static long memoryTotal() {
        return attribute("TotalMemorySize");
    }

    /** What programs could still have; what the kernel keeps in its caches counts where the system says so. */
    static long memoryFree() {
        return field(PROC.resolve("meminfo"), "MemAvailable:").map(kib -> Long.parseLong(kib.split(" ")[0]) * KIBI)
                .orElseGet(() -> attribute("FreeMemorySize"));
    }

    static Optional<String> processor() {
        return field(PROC.resolve("cpuinfo"), "model name").map(text -> text.replaceFirst("^:\\s*", ""));
    }

    static Optional<List<Double>> load() {
        return lines(PROC.resolve("loadavg")).findFirst().map(line -> Stream.of(line.split(" ")).limit(3).map(Double::valueOf).toList());
    }

    private static Optional<String> field(Path file, String name) {
        return lines(file).filter(line -> line.startsWith(name)).findFirst().map(line -> line.substring(name.length()).strip());
    }

    private static Stream<String> lines(Path file) {
        try {
            return Files.isReadable(file) ? Files.readAllLines(file).stream() : Stream.empty();
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read", e);
        }
    }

    /** By name: the type that has it is no part of Java's standard. */
    private static long attribute(String name) {
        try {
            Object value = ManagementFactory.getPlatformMBeanServer()
                    .getAttribute(new ObjectName("java.lang:type=OperatingSystem"), name);
            return ((Number) value).longValue();
        } catch (JMException e) {
            throw new IllegalStateException("this Java runtime does not tell " + name, e);
        }
    }
}
