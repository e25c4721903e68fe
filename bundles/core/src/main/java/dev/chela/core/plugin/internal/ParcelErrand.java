package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.core.event.Events;
import dev.chela.core.plugin.Generation;
import dev.chela.core.plugin.ParcelTaken;
import dev.chela.core.plugin.PluginRefused;
import dev.chela.core.plugin.Plugins;
import dev.chela.core.plugin.Plugins.Mode;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Lays a feature file or an archive into the directory, as a hand does, and waits for what is said of it. One at a time. */
final class ParcelErrand {
    private final Path directory;
    private final Filing filing;
    private final Events events;

    ParcelErrand(Path directory, Events events) {
        this.directory = directory;
        this.filing = new Filing(directory);
        this.events = events;
    }

    /** @return what it brought; faults as {@link dev.chela.core.plugin.Plugins#bring} */
    synchronized List<Generation> bring(Path parcel, Mode mode) {
        String file = placed(parcel, directory, mode);
        Path before = directory.resolve("." + file + ".before");
        if (mode == Mode.UPDATE) {
            Filing.disk("copy " + file, () -> Staging.lay(directory.resolve(file), before));
        }
        try {
            return verdict(file, parcel);
        } catch (Permanent refused) {
            Filing.disk("put back what " + file + " was", () -> takeBack(file, before));
            throw refused;
        } finally {
            Filing.disk("delete " + before, () -> Files.deleteIfExists(before));
        }
    }

    /**
     * @return under which name it is to lie there
     * @throws Permanent when there is one already, or none to be exchanged
     */
    static String placed(Path parcel, Path directory, Mode mode) {
        String file = named(parcel);
        boolean there = Files.exists(directory.resolve(file));
        if (there != (mode == Mode.UPDATE)) {
            throw new Permanent(file + (there ? " lies in " + directory + " already; update it instead" : " is not in " + directory + "; install it instead"));
        }
        return file;
    }

    /** @throws Permanent when it is no file that could be one */
    static String named(Path parcel) {
        String file = String.valueOf(parcel.getFileName());
        if (!parcel.isAbsolute() || !Files.isRegularFile(parcel) || !Plugins.PARCEL.matcher(file).matches()) {
            throw new Permanent(parcel + " is neither a feature file nor an archive: give the absolute path of a file whose name ends in .xml or .kar");
        }
        if (!file.endsWith(Unpacker.ARCHIVE)) {
            Filing.disk("read " + parcel, () -> checkFeatures(parcel));
        }
        return file;
    }

    private static void checkFeatures(Path xml) throws IOException {
        try (InputStream in = Files.newInputStream(xml)) {
            if (FeatureFile.of(Kar.bytes(in, xml.toString()), xml.toString()).isEmpty()) {
                throw new Permanent(xml + " is no feature file: its root is not <features>");
            }
        }
    }

    private List<Generation> verdict(String file, Path parcel) {
        CompletableFuture<List<Generation>> verdict = new CompletableFuture<>();
        try (var taken = events.listen(ParcelTaken.class, told -> {
                if (told.file().equals(file)) {
                    verdict.complete(told.brought());
                }
            }); var refused = events.listen(PluginRefused.class, refusal -> {
                if (refusal.file().equals(file)) {
                    verdict.completeExceptionally(new Permanent(file + " was refused: " + refusal.reason()));
                }
            })) {
            Filing.disk("write " + file + " into " + directory, () -> filing.put(parcel, file));
            return Requests.await("taking " + file, verdict);
        }
    }

    private void takeBack(String file, Path before) throws IOException {
        if (Files.exists(before)) {
            filing.move(before, directory.resolve(file));
        } else {
            Files.deleteIfExists(directory.resolve(file));
        }
    }
}
