package dev.chela.cli.command.dev;

import dev.chela.cli.Failure;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A plugin of Chela's own sources that others begin with: it is built and tested with them, and copied under another name. */
final class Archetype {
    private static final String NAME = "sample";
    private final Path folder;

    private Archetype(Path folder) {
        this.folder = folder;
    }

    /** @param all the folder that has one of each kind */
    static Archetype of(Path all, String kind) {
        List<String> kinds = list(all, 1).stream().filter(folder -> Files.exists(folder.resolve("pom.xml"))).map(folder -> folder.getFileName().toString()).toList();
        if (!kinds.contains(kind)) {
            throw Failure.usage("There is no kind of plugin '" + kind + "'. There are: " + String.join(", ", kinds) + ".");
        }
        return new Archetype(all.resolve(kind));
    }

    /** @param to a folder that does not exist yet, or is empty */
    void write(PluginName name, Path to) {
        if (Files.exists(to) && !list(to, 1).isEmpty()) {
            throw Failure.of(to + " is not empty; name another folder.");
        }
        try {
            for (Path file : list(folder, Integer.MAX_VALUE)) {
                Path inside = folder.relativize(file);
                if (Files.isRegularFile(file) && !inside.startsWith("target")) {
                    Path copy = to.resolve(path(name, inside));
                    Files.createDirectories(copy.getParent());
                    Files.writeString(copy, inside.endsWith("pom.xml") ? project(name, Files.readString(file)) : text(name, Files.readString(file)));
                }
            }
            Files.writeString(to.resolve(".gitignore"), "target/\n");
        } catch (IOException e) {
            throw Failure.of("The plugin cannot be written to " + to + ": " + e.getMessage());
        }
    }

    /** Sorted; the folder itself is left out. */
    private static List<Path> list(Path folder, int depth) {
        try (Stream<Path> files = Files.walk(folder, depth)) {
            return files.filter(file -> !file.equals(folder)).sorted().collect(Collectors.toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private String ofPackage() {
        return "dev.chela.archetype." + folder.getFileName();
    }

    private String path(PluginName name, Path inside) {
        return inside.toString().replace(ofPackage().replace('.', '/'), name.ofPackage().replace('.', '/')).replace("Sample", name.ofClass());
    }

    private String text(PluginName name, String text) {
        return text.replace(ofPackage(), name.ofPackage()).replace("Sample", name.ofClass()).replace("SAMPLE", name.ofVariable()).replace(NAME, name.id());
    }

    /** It lies elsewhere, so that its parent comes from Maven's repository; and it is not Chela's. */
    private String project(PluginName name, String pom) {
        String artifact = name.id() + "-" + folder.getFileName();
        return text(name, pom).replace("<relativePath>../../pom.xml</relativePath>", "<relativePath/>").replace("Chela :: ", "")
                .replace("  <artifactId>" + artifact + "</artifactId>", "  <groupId>" + name.group() + "</groupId>\n  <artifactId>" + artifact
                        + "</artifactId>\n  <version>0.1.0</version>");
    }
}
