package dev.chela.itests.container;

import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.systemPackage;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.JarFile;
import java.util.stream.Stream;
import net.bytebuddy.ByteBuddy;
import org.apache.karaf.util.config.PropertiesLoader;
import org.assertj.core.api.Assertions;
import org.ops4j.pax.exam.Option;
import org.osgi.framework.Constants;

/** The assembled distribution as options of Pax Exam: its framework properties, and its bundles at their start levels. */
final class Boot {
    private static final String EXTRA_PACKAGES = Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA;
    private static final int LAST_LEVEL = 40;

    private final Path assembly = Path.of(System.getProperty("chela.root"), "karaf-distribution/target/assembly").toRealPath();
    private final Path home;
    private final List<Option> options = new ArrayList<>();

    private Boot(Path home) throws IOException {
        this.home = home;
    }

    /** @param config the text of {@code chela.json5} */
    static Option[] with(String config) throws Exception {
        Path scratch = Files.createDirectories(Path.of(System.getProperty("chela.scratch")).toAbsolutePath());
        Path home = Files.createTempDirectory(scratch, "home").toRealPath();
        Files.writeString(home.resolve("chela.json5"), config);
        return new Boot(home).options();
    }

    private Option[] options() throws Exception {
        places().forEach((name, place) -> {
            System.setProperty(name, place);
            options.add(systemProperty(name).value(place));
        });
        PropertiesLoader.loadSystemProperties(assembly.resolve("etc/system.properties").toFile());
        properties();
        PropertiesLoader.loadPropertiesOrFail(assembly.resolve("etc/startup.properties").toFile()).forEach(this::boot);
        tools();
        return options.toArray(Option[]::new);
    }

    /** What the launcher gives Karaf on its command line. */
    private Map<String, String> places() throws IOException {
        return Map.of(
                "karaf.home", assembly.toString(), "karaf.base", assembly.toString(), "karaf.etc", assembly.resolve("etc").toString(),
                "karaf.data", Files.createDirectories(home.resolve("karaf")).toString(),
                "karaf.log", Files.createDirectories(home.resolve("logs")).toString(),
                "chela.home", home.toString(), "chela.deploy", Files.createDirectories(home.resolve("deploy")).toString(),
                "chela.port", "0", "chela.version", System.getProperty("chela.version"));
    }

    /** Pax Exam needs packages of its own beside those that Karaf adds; everything else is taken as it is. */
    private void properties() throws Exception {
        Map<String, String> karaf = PropertiesLoader.loadConfigProperties(assembly.resolve("etc/config.properties").toFile());
        karaf.forEach((name, value) -> {
            if (name.equals(EXTRA_PACKAGES)) {
                Stream.of(value.split(",")).map(String::strip).forEach(each -> options.add(systemPackage(each)));
            } else if (!name.equals(Constants.FRAMEWORK_STORAGE)) {
                options.add(frameworkProperty(name).value(value));
            }
        });
        options.add(frameworkStartLevel(LAST_LEVEL));
        options.add(cleanCaches());
    }

    private void boot(String location, String level) {
        Path jar = assembly.resolve("system").resolve(location.replaceFirst("^reference:file:", ""));
        options.add(bundle("reference:" + jar.toUri()).startLevel(Integer.parseInt(level)).start(!isFragment(jar)));
    }

    /** As Karaf does it: a fragment is a part of its host, and cannot be started. */
    private static boolean isFragment(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            return file.getManifest().getMainAttributes().getValue(Constants.FRAGMENT_HOST) != null;
        } catch (IOException e) {
            throw new UncheckedIOException("the boot set names " + jar + ", which cannot be read", e);
        }
    }

    private void tools() throws Exception {
        options.add(junitBundles());
        for (Class<?> each : List.of(Assertions.class, ByteBuddy.class)) {
            CodeSource jar = each.getProtectionDomain().getCodeSource();
            options.add(bundle(jar.getLocation().toString()).startLevel(1));
        }
    }
}
