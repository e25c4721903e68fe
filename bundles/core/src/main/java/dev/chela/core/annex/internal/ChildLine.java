package dev.chela.core.annex.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.core.annex.child.Main;
import dev.chela.core.sandbox.Bubblewrap;
import dev.chela.core.sandbox.Sandbox;
import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command that a child is. */
final class ChildLine {
    private static final Path JAVA = Path.of(System.getProperty("java.home"));
    /** From here on Java warns of what the framework does, at each start. */
    private static final int SILENCED = 24;
    /** What makes a sandbox dies with its parent, and that must not be one of the gateway's threads. */
    private static final List<String> STAYING = List.of("/bin/sh", "-c", "\"$@\"; exit $?", "sh");

    private final Provisions provisions;
    private final Bubblewrap bubblewrap;

    ChildLine(Provisions provisions, Bubblewrap bubblewrap) {
        this.provisions = provisions;
        this.bubblewrap = bubblewrap;
    }

    /**
     * @param directory its own, empty; the one place of the gateway's state that it sees
     * @param memoryMb its heap
     * @throws Permanent when there are to be walls, and what makes them is gone
     */
    List<String> of(Path plugin, Path directory, Wants wants, int memoryMb, boolean walls) {
        List<String> line = new ArrayList<>();
        if (walls) {
            line.addAll(STAYING);
            line.addAll(before(sandbox(plugin, directory, wants)));
        }
        line.add(JAVA.resolve("bin/java").toString());
        if (Runtime.version().feature() >= SILENCED) {
            line.add("--sun-misc-unsafe-memory-access=allow");
        }
        line.addAll(List.of("-Xmx" + memoryMb + "m", "-Xss512k", "-XX:MaxMetaspaceSize=128m", "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1", "-XX:+ExitOnOutOfMemoryError", "-XX:-UsePerfData", "-XX:ErrorFile=/dev/null", "-Djava.awt.headless=true",
                "-Djava.io.tmpdir=" + (walls ? "/tmp" : directory), "-Duser.home=" + directory, "-Dfile.encoding=UTF-8", "-cp",
                provisions.classPath().stream().map(Path::toString).collect(Collectors.joining(File.pathSeparator)),
                Main.class.getName(), plugin.toString(), directory.toString()));
        provisions.bundles().forEach(bundle -> line.add(bundle.toString()));
        return line;
    }

    private List<String> before(Sandbox box) {
        try {
            return bubblewrap.before(box, box.directory(), List.of(JAVA));
        } catch (NoSuchElementException gone) {
            throw new Permanent("bubblewrap (bwrap) is not there any more, and without it this does not run; install it again", gone);
        }
    }

    private Sandbox sandbox(Path plugin, Path directory, Wants wants) {
        List<Path> readable = Stream.of(provisions.classPath(), provisions.bundles(), List.of(plugin)).flatMap(List::stream).toList();
        return new Sandbox(directory, readable, List.of(), wants.network()).writing(wants.roots());
    }

    /** Nothing of the gateway's but its language and its clock. */
    Map<String, String> variables(Path directory) {
        return bubblewrap.variables(new Sandbox(directory, List.of(), List.of(), false));
    }
}
