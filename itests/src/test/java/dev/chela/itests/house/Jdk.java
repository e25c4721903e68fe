package dev.chela.itests.house;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A Java on this machine that Chela promises to run on. */
public record Jdk(int version, Path home) {
    private static final Path INSTALLED = Path.of("/usr/lib/jvm");
    private static final Pattern VERSION = Pattern.compile("(?m)^JAVA_VERSION=\"(\\d+)");

    /** The one that runs the build. */
    public static Jdk ofTheBuild() {
        return new Jdk(Runtime.version().feature(), Path.of(System.getProperty("java.home")));
    }

    /** One of each version from 17 to 25. */
    public static List<Jdk> all() {
        Map<Integer, Jdk> found = new TreeMap<>();
        candidates().stream().map(Jdk::read).filter(jdk -> jdk.version >= 17 && jdk.version <= 25)
                .forEach(jdk -> found.putIfAbsent(jdk.version, jdk));
        return List.copyOf(found.values());
    }

    private static List<Path> candidates() {
        List<Path> homes = new ArrayList<>(List.of(ofTheBuild().home));
        if (Files.isDirectory(INSTALLED)) {
            try (Stream<Path> installed = Files.list(INSTALLED)) {
                installed.filter(home -> Files.isExecutable(home.resolve("bin/java"))).sorted().forEach(homes::add);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return homes;
    }

    /** Version 0 where no release file tells it. */
    private static Jdk read(Path home) {
        try {
            Path release = home.resolve("release");
            Matcher version = VERSION.matcher(Files.exists(release) ? Files.readString(release) : "");
            return new Jdk(version.find() ? Integer.parseInt(version.group(1)) : 0, home);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public String toString() {
        return "Java " + version;
    }
}
