package dev.chela.itests.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/** What a gateway's JVM holds, asked with the JDK's own {@code jcmd}. */
public final class Heap {
    /** One line for each generation; the classes' own memory is counted with another word. */
    private static final Pattern USED = Pattern.compile("generation\\s+total \\d+K, used (\\d+)K");

    /** {@code num: #instances #bytes class} */
    private static final Pattern LOADERS = Pattern.compile("\\d+:\\s+(\\d+)\\s+\\d+\\s+\\S+\\$BundleClassLoader\\b");
    private static final Pattern METASPACE = Pattern.compile("Both:\\s+(\\d+)\\.\\d+ KB used");

    private Heap() {}

    /** Whether a class of this name is loaded. */
    public static boolean holds(Gateway gateway, String type) {
        return jcmd(gateway, "VM.class_hierarchy", type).contains(type);
    }

    /** Waits until a class has been unloaded, which the JVM does only with the whole class loader: nothing refers to it any more. */
    public static void awaitGone(Gateway gateway, String type) {
        Until.holds(type + " is collected", () -> {
            jcmd(gateway, "GC.run");
            return !holds(gateway, type);
        });
    }

    /** What is in use after a full collection, in megabytes. */
    public static long usedMegabytes(Gateway gateway) {
        jcmd(gateway, "GC.run");
        return USED.matcher(jcmd(gateway, "GC.heap_info")).results().mapToLong(found -> Long.parseLong(found.group(1))).sum() / 1024;
    }

    /** How many class loaders of bundles are left after a full collection. */
    public static long loaders(Gateway gateway) {
        jcmd(gateway, "GC.run");
        return first(LOADERS, jcmd(gateway, "GC.class_histogram"));
    }

    /** What the classes take, in KiB. */
    public static long metaspace(Gateway gateway) {
        return first(METASPACE, jcmd(gateway, "VM.metaspace", "basic", "scale=K"));
    }

    private static long first(Pattern number, String said) {
        return number.matcher(said).results().mapToLong(found -> Long.parseLong(found.group(1))).findFirst()
                .orElseThrow(() -> new AssertionError("no " + number + " in " + said));
    }

    private static String jcmd(Gateway gateway, String... command) {
        List<String> words = new ArrayList<>(List.of(
                Jdk.ofTheBuild().home().resolve("bin/jcmd").toString(), String.valueOf(gateway.process().pid())));
        words.addAll(List.of(command));
        try {
            Process process = new ProcessBuilder(words).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            // Whoever was not reached holds nothing, and proves nothing.
            if (process.waitFor() != 0) {
                throw new AssertionError(String.join(" ", words) + ": " + said);
            }
            return said;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted during " + words, e);
        }
    }
}
