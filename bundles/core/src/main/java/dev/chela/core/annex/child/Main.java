package dev.chela.core.annex.child;

import dev.chela.core.guest.Boundary;
import dev.chela.core.guest.Causes;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * {@code java -cp … dev.chela.core.annex.child.Main PLUGIN.jar DIRECTORY BUNDLE.jar…}: serves the tools of one plugin over MCP's stdio
 * transport until the input ends. What the plugin prints goes to the standard error, since the output is the protocol's.
 */
public final class Main {
    private Main() {}

    /** @param args the plugin; a directory of its own, which exists; bundles that may stand beside it */
    public static void main(String[] args) throws IOException {
        OutputStream protocol = System.out;
        System.setOut(System.err);
        Path directory = Path.of(args[1]);
        try (Lodging lodging = lodge(Path.of(args[0]), directory, Stream.of(args).skip(2).map(Path::of).toList())) {
            new Server(lodging, new Outlet(protocol), directory).serve(System.in);
        }
        Runtime.getRuntime().halt(0); // A plugin's own threads are no reason to stay.
    }

    private static Lodging lodge(Path plugin, Path directory, List<Path> bundles) {
        return Boundary.<Lodging>attempt(() -> Guesthouse.open(plugin, directory, bundles)).or(unfit -> {
            Throwable cause = Causes.innermost(unfit.fault());
            return new Lodging.Refused(cause.getMessage() == null ? cause.toString() : cause.getMessage());
        });
    }
}
