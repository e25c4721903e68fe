package dev.chela.core.annex.internal;

import dev.chela.core.annex.sample.Butler;
import dev.chela.core.plugin.internal.PluginJar;
import dev.chela.core.sandbox.Bubblewrap;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Plugins for the second lane, and what a child is made of where the tests run. */
public final class Samples {
    private Samples() {}

    /** A plugin with the tool {@code butler}. */
    public static PluginJar butler() {
        return PluginJar.tool("butler", "").component(Butler.class).with(Butler.Order.class).with(Butler.Deed.class).with(switched())
                .header("Import-Package", "dev.chela.api.tool,dev.chela.api.fault,dev.chela.api.grant,dev.chela.api.id");
    }

    /** What the compiler makes of the switch over an enum. */
    private static Class<?> switched() {
        try {
            return Class.forName(Butler.class.getName() + "$1");
        } catch (ClassNotFoundException e) {
            throw new AssertionError(e);
        }
    }

    public static Path lay(Path directory, PluginJar jar) throws IOException {
        return Files.write(directory.resolve("plugin.jar"), jar.bytes());
    }

    /** The same that the gateway finds among its own bundles, from the class path of the tests. */
    public static Provisions provisions() {
        List<Class<?>> types = List.of(dev.chela.core.annex.child.Main.class, dev.chela.api.tool.Tool.class, com.fasterxml.jackson.databind.ObjectMapper.class,
                com.fasterxml.jackson.core.JsonFactory.class, com.fasterxml.jackson.annotation.JsonInclude.class, org.slf4j.Logger.class,
                org.osgi.service.component.ComponentConstants.class, org.apache.felix.framework.FrameworkFactory.class);
        List<Class<?>> bundles = List.of(org.osgi.util.function.Function.class, org.osgi.util.promise.Promise.class, org.apache.felix.scr.info.ScrInfo.class);
        return new Provisions(places(types), places(bundles));
    }

    private static List<Path> places(List<Class<?>> types) {
        return types.stream().map(Samples::place).toList();
    }

    private static Path place(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    /** The command line of a child that is not in a sandbox. */
    static List<String> line(Path plugin, Path directory) {
        return new ChildLine(provisions(), new Bubblewrap()).of(plugin, directory, new Wants(false, List.of()), 64, false);
    }

}
