import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/**
 * Writes each jar below a directory anew, its entries stored instead of compressed, in the same order and of the same age: a start
 * reads four thousand classes, and need not inflate them. Run by the build: java StoreJars.java DIRECTORY
 */
final class StoreJars {
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
        try (ZipOutputStream out = new ZipOutputStream(to)) {
            for (ZipEntry entry : from.stream().toList()) {
                byte[] content = from.getInputStream(entry).readAllBytes();
                out.putNextEntry(stored(entry, content));
                out.write(content);
                out.closeEntry();
            }
        }
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
