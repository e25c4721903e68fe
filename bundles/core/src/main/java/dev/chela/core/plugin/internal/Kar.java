package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.core.plugin.Coordinates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** A Karaf archive: feature files, and a repository in Maven's layout with what they name. Nothing is unpacked but jars that are asked for, and by no name of the archive's. */
final class Kar implements AutoCloseable {
    private static final String REPOSITORY = "repository/";
    private static final Pattern XML = Pattern.compile(REPOSITORY + "(?!.*maven-metadata).*\\.xml");
    private static final int MOST_ENTRIES = 10_000;
    private static final int MOST_FILES = 256;

    private final ZipFile zip;

    /** @throws Permanent when it is no archive, or has too much in it */
    Kar(Path file) {
        try {
            zip = new ZipFile(file.toFile());
        } catch (IOException damaged) {
            throw new Permanent("it is not an archive (" + damaged.getMessage() + "); copy it again", damaged);
        }
    }

    /** @throws Permanent when there are none, or what else is in it is not for plugins */
    List<FeatureFile> features() throws IOException {
        if (zip.size() > MOST_ENTRIES) {
            throw new Permanent("it has " + zip.size() + " entries, more than " + MOST_ENTRIES);
        }
        List<? extends ZipEntry> all = zip.stream().filter(entry -> !entry.isDirectory()).toList();
        if (all.stream().anyMatch(entry -> entry.getName().startsWith("resources/"))) {
            throw new Permanent("it has resources/, which are not for plugins: these are bundles and nothing else");
        }
        List<? extends ZipEntry> files = all.stream().filter(entry -> XML.matcher(entry.getName()).matches()).toList();
        if (files.size() > MOST_FILES) {
            throw new Permanent("it has " + files.size() + " XML files, more than " + MOST_FILES);
        }
        List<FeatureFile> features = new ArrayList<>();
        for (ZipEntry file : files) {
            try (InputStream in = zip.getInputStream(file)) {
                FeatureFile.of(bytes(in, file.getName()), file.getName()).ifPresent(features::add);
            }
        }
        if (features.isEmpty()) {
            throw new Permanent("it has no feature file in " + REPOSITORY);
        }
        return features;
    }

    /** @throws Permanent when there is too much of it */
    static byte[] bytes(InputStream in, String where) throws IOException {
        byte[] xml = in.readNBytes(FeatureFile.MOST_BYTES + 1);
        if (xml.length > FeatureFile.MOST_BYTES) {
            throw new Permanent(where + " is larger than a feature file can be (" + (FeatureFile.MOST_BYTES >> 20) + " MiB)");
        }
        return xml;
    }

    /** @throws Permanent when it is not in there */
    void extract(Coordinates wanted, Path to) throws IOException {
        ZipEntry entry = zip.getEntry(REPOSITORY + wanted.path());
        if (entry == null || entry.isDirectory()) {
            throw new Permanent(wanted + " is not in it: there is no " + REPOSITORY + wanted.path());
        }
        try (InputStream in = zip.getInputStream(entry)) {
            Landing.keep(in, to);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
