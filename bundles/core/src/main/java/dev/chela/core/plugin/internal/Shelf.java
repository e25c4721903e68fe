package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.core.plugin.Generation;
import dev.chela.core.plugin.Plugins.Disabled;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The jars in the directory that are put aside. The directory itself is the record of it. */
final class Shelf {
    private static final String UNREAD = "0".repeat(64);

    private final DeployFolder folder;

    Shelf(DeployFolder folder) {
        this.folder = folder;
    }

    List<Disabled> all() {
        try {
            Set<String> files = folder.aside();
            return files.stream().map(this::disabled).toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder.directory() + ": " + e.getMessage(), e);
        }
    }

    /** Those that are bundles. */
    List<Disabled> readable() {
        return all().stream().filter(disabled -> !disabled.generation().sha256().equals(UNREAD)).toList();
    }

    Optional<Disabled> find(String id) {
        return all().stream().filter(disabled -> disabled.generation().id().equals(id)).findFirst();
    }

    /** A jar that is no bundle goes by its file's name. */
    private Disabled disabled(String file) {
        try {
            Judged judged = judge(folder.directory().resolve(file + DeployFolder.ASIDE));
            return new Disabled(new Generation(judged.identity.id(), judged.identity.version(), judged.sha256), file);
        } catch (Permanent unreadable) {
            return new Disabled(new Generation(file, "0.0.0", UNREAD), file);
        }
    }

    /** @throws Permanent when it is no bundle, or cannot be read */
    static Judged judge(Path jar) {
        try {
            String sha256 = Staging.sha256(jar);
            return new Judged(Identity.of(new Candidate(String.valueOf(jar.getFileName()), jar, sha256)), sha256);
        } catch (IOException e) {
            throw new Permanent(jar + " cannot be read: " + e.getMessage(), e);
        }
    }

    record Judged(Identity identity, String sha256) {}
}
