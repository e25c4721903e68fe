import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes each jar below a directory anew for a quick start. Its entries are stored instead of compressed, in the same order and of the
 * same age: a start reads four thousand classes, and need not inflate them. The descriptions of its components stand in one file
 * instead of one for each: a parser is made for every file, and every file is looked for among all entries of its jar.
 * Run by the build: java StoreJars.java DIRECTORY
 */
final class StoreJars {
    private static final String HEADER = "Service-Component";
    private static final String ALL = "OSGI-INF/components.xml";
    private static final Pattern DECLARATION = Pattern.compile("\\A\\s*<\\?xml[^>]*\\?>\\s*");

    public static void main(String[] arguments) throws IOException {
        for (Path jar : jars(Path.of(arguments[0]))) {
            store(jar);
        }
    }

    private static List<Path> jars(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            return files.filter(file -> file.toString().endsWith(".jar")).toList();
        }
    }

    private static void store(Path jar) throws IOException {
        Path written = Files.createTempFile(jar.getParent(), "storing", null);
        try (ZipFile from = new ZipFile(jar.toFile())) {
            if (from.stream().noneMatch(entry -> entry.getMethod() == ZipEntry.DEFLATED)) {
                Files.delete(written);
                return;
            }
            copy(from, Files.newOutputStream(written));
        }
        Files.setPosixFilePermissions(written, Files.getPosixFilePermissions(jar));
        Files.move(written, jar, StandardCopyOption.REPLACE_EXISTING);
    }

    private static void copy(ZipFile from, OutputStream to) throws IOException {
        Set<String> descriptions = descriptions(from);
        try (ZipOutputStream out = new ZipOutputStream(to)) {
            for (ZipEntry entry : from.stream().toList()) {
                if (entry.getName().equals(JarFile.MANIFEST_NAME) && !descriptions.isEmpty()) {
                    write(out, entry, naming(ALL, manifest(from)));
                    write(out, described(entry), joined(from, descriptions));
                } else if (!descriptions.contains(entry.getName())) {
                    write(out, entry, content(from, entry));
                }
            }
        }
    }

    /** The files that describe components, where there are several; none where the manifest says more than their names. */
    private static Set<String> descriptions(ZipFile jar) throws IOException {
        String header = manifest(jar).getMainAttributes().getValue(HEADER);
        Set<String> files = header == null ? Set.of() : Stream.of(header.split(",")).map(String::strip)
                .collect(Collectors.toCollection(LinkedHashSet::new));
        return files.size() > 1 && files.stream().allMatch(file -> jar.getEntry(file) != null) ? files : Set.of();
    }

    /** Several components below a root of any name are a description, too (OSGi Compendium, 112.4.1). */
    private static byte[] joined(ZipFile jar, Set<String> descriptions) throws IOException {
        StringBuilder all = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<components>\n");
        for (String file : descriptions) {
            String one = new String(content(jar, jar.getEntry(file)), StandardCharsets.UTF_8);
            all.append(DECLARATION.matcher(one).replaceFirst("")).append('\n');
        }
        return all.append("</components>\n").toString().getBytes(StandardCharsets.UTF_8);
    }

    private static Manifest manifest(ZipFile jar) throws IOException {
        ZipEntry entry = jar.getEntry(JarFile.MANIFEST_NAME);
        return entry == null ? new Manifest() : new Manifest(jar.getInputStream(entry));
    }

    private static byte[] naming(String descriptions, Manifest manifest) throws IOException {
        manifest.getMainAttributes().putValue(HEADER, descriptions);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        manifest.write(bytes);
        return bytes.toByteArray();
    }

    private static ZipEntry described(ZipEntry age) {
        ZipEntry all = new ZipEntry(ALL);
        all.setTimeLocal(age.getTimeLocal());
        return all;
    }

    private static byte[] content(ZipFile jar, ZipEntry entry) throws IOException {
        try (InputStream in = jar.getInputStream(entry)) {
            return in.readAllBytes();
        }
    }

    private static void write(ZipOutputStream out, ZipEntry entry, byte[] content) throws IOException {
        out.putNextEntry(stored(entry, content));
        out.write(content);
        out.closeEntry();
    }

    private static ZipEntry stored(ZipEntry entry, byte[] content) {
        CRC32 checksum = new CRC32();
        checksum.update(content);
        ZipEntry stored = new ZipEntry(entry.getName());
        stored.setTimeLocal(entry.getTimeLocal());
        stored.setMethod(ZipEntry.STORED);
        stored.setSize(content.length);
        stored.setCrc(checksum.getValue());
        return stored;
    }
}
