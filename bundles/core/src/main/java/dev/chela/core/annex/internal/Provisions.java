package dev.chela.core.annex.internal;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.chela.api.fault.Permanent;
import dev.chela.api.tool.Tool;
import dev.chela.core.annex.child.Main;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.service.component.ComponentConstants;
import org.slf4j.Logger;

/**
 * What a child is made of: jars of the distribution, where they lie.
 *
 * @param classPath of its JVM
 * @param bundles that its framework has beside the plugin
 */
public record Provisions(List<Path> classPath, List<Path> bundles) {
    private static final String REFERENCE = "reference:";
    /** Declarative Services and what they need, and the libraries that a plugin may import in the gateway as well. */
    private static final List<String> BUNDLES = List.of("org.osgi.util.function", "org.osgi.util.promise", "org.apache.felix.scr",
            "org.ops4j.pax.logging.pax-logging-api", "com.fasterxml.jackson.core.jackson-annotations", "com.fasterxml.jackson.core.jackson-core",
            "com.fasterxml.jackson.core.jackson-databind", "org.jspecify");
    private static final List<Class<?>> ON_CLASS_PATH = List.of(Main.class, Tool.class, ObjectMapper.class, JsonFactory.class, JsonInclude.class,
            Logger.class, ComponentConstants.class);

    /** Those that this gateway runs on. */
    public static Provisions of(BundleContext context) {
        Stream<Path> framework = Stream.of(place(context.getBundle(0).getClass()));
        List<Path> bundles = BUNDLES.stream().flatMap(name -> Stream.of(context.getBundles()).filter(bundle -> name.equals(bundle.getSymbolicName())))
                .map(Provisions::place).toList();
        return new Provisions(Stream.concat(ON_CLASS_PATH.stream().map(Provisions::place), framework).distinct().toList(), bundles);
    }

    private static Path place(Class<?> type) {
        Bundle bundle = FrameworkUtil.getBundle(type);
        try {
            return bundle != null && bundle.getBundleId() != 0 ? place(bundle)
                    : Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI());
        } catch (URISyntaxException e) {
            throw new Permanent("no file has " + type.getName(), e);
        }
    }

    private static Path place(Bundle bundle) {
        String location = bundle.getLocation();
        String address = location.startsWith(REFERENCE) ? location.substring(REFERENCE.length()) : location;
        try {
            return Path.of(URI.create(address));
        } catch (IllegalArgumentException unencoded) {
            return Path.of(address.replaceFirst("^file:", "")).toAbsolutePath();
        }
    }
}
