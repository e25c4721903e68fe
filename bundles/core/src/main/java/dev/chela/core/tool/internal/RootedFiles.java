package dev.chela.core.tool.internal;

import dev.chela.api.fault.Denied;
import dev.chela.api.grant.Files;
import dev.chela.core.guest.Grants;
import dev.chela.core.guest.Grants.Kind;
import dev.chela.core.guest.Guest;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * The power to reach files, of a plugin whose manifest says below which directories.
 *
 * @param roots as {@link Kind#FILES} has them
 */
record RootedFiles(Files inner, Guest guest, Set<String> roots, Path workspace) implements Files {
    @Override
    public Path resolve(String path) {
        return checked(inner.resolve(path));
    }

    @Override
    public Path readable(String path) {
        return checked(inner.readable(path));
    }

    /** Links were followed already, so the roots' are, too. */
    private Path checked(Path path) {
        if (roots.contains("*") || roots.stream().map(this::root).anyMatch(path::startsWith)) {
            return path;
        }
        throw new Denied("the plugin " + guest + " asks for " + path + ", which lies in none of the directories that it was granted; its manifest needs "
                + Grants.HEADER + ": " + Kind.FILES.clause(String.valueOf(path.getParent())));
    }

    private Path root(String said) {
        Path root = said.equals("workspace") ? workspace
                : Path.of(said.startsWith("~/") ? System.getProperty("user.home") + said.substring(1) : said);
        try {
            return root.toRealPath();
        } catch (IOException absent) {
            return root.toAbsolutePath().normalize();
        }
    }
}
