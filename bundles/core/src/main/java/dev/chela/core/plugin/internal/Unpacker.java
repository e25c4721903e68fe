package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Fault;
import dev.chela.api.fault.Permanent;
import dev.chela.core.plugin.Generation;
import dev.chela.core.plugin.PluginLock.Locked;
import dev.chela.core.plugin.Source;
import dev.chela.core.plugin.Source.Maven;
import dev.chela.core.plugin.Sources;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Turns a feature file or an archive into the jars that it names. All of them, or none. Blocks. */
final class Unpacker {
    static final String ARCHIVE = ".kar";
    private static final long MOST = 500L << 20;

    private final Sources sources;

    Unpacker(Sources sources) {
        this.sources = sources;
    }

    /**
     * @param file its name
     * @param room an empty directory for the jars
     * @return what they are; empty when it is some other XML, which is nobody's business
     * @throws Permanent naming what is wrong with it
     */
    Optional<List<Locked>> unpack(Path parcel, String file, Path room) throws IOException {
        if (file.endsWith(ARCHIVE)) {
            try (Kar kar = new Kar(parcel)) {
                return Optional.of(jars(Contents.of(kar.features()), room, (source, to) -> fromWithin(kar, source, to)));
            }
        }
        Optional<FeatureFile> features;
        try (InputStream in = Files.newInputStream(parcel)) {
            features = FeatureFile.of(Kar.bytes(in, "it"), "it");
        }
        return features.isEmpty() ? Optional.empty() : Optional.of(jars(Contents.of(List.of(features.get())), room, this::fetch));
    }

    /** @return where it can be got again */
    @FunctionalInterface
    private interface Way {
        Source get(Source source, Path to) throws IOException;
    }

    private List<Locked> jars(List<Source> all, Path room, Way way) throws IOException {
        List<Locked> plugins = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        long size = 0;
        for (Source source : all) {
            Path jar = Files.createFile(room.resolve(plugins.size() + problems.size() + ".jar"));
            try {
                plugins.add(judged(jar, name(source), way.get(source, jar)));
            } catch (Fault unfit) {
                String why = String.valueOf(unfit.getMessage());
                problems.add(why.contains(source.told()) ? why : source.told() + ": " + why);
            }
            size += Files.size(jar);
            if (size > MOST) {
                throw new Permanent("its jars are larger than " + (MOST >> 20) + " MiB together");
            }
        }
        if (!problems.isEmpty()) {
            throw new Permanent(String.join("; ", problems));
        }
        return plugins;
    }

    private static String name(Source source) {
        return source instanceof Maven maven ? maven.coordinates().file() : source.told().replaceFirst(".*/", "");
    }

    private static Locked judged(Path jar, String name, Source again) {
        Shelf.Judged judged = Shelf.judge(jar);
        return new Locked(new Generation(judged.identity().id(), judged.identity().version(), judged.sha256()), name, true, again);
    }

    /** What was within an archive may be in no repository: its coordinates alone do not get it again. */
    private Source fromWithin(Kar kar, Source source, Path to) throws IOException {
        if (!(source instanceof Maven maven)) {
            return fetch(source, to);
        }
        kar.extract(maven.coordinates(), to);
        if (maven.sha256().isPresent()) {
            Downloads.check(to, maven.sha256().get(), "what is in it");
        }
        return new Source.Unknown();
    }

    private Source fetch(Source source, Path to) {
        return sources.with(source, jar -> {
            try {
                Files.copy(jar, to, StandardCopyOption.REPLACE_EXISTING);
                return source;
            } catch (IOException e) {
                throw new UncheckedIOException("cannot write " + to + ": " + e.getMessage(), e);
            }
        });
    }
}
