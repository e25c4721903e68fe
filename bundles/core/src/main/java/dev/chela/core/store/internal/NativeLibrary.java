package dev.chela.core.store.internal;

import dev.chela.core.home.PrivateFiles;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;
import org.sqlite.util.LibraryLoaderUtil;

/**
 * SQLite's native library, unpacked once per version and home. The driver's own way unpacks it at each start and compares every
 * byte twice, which took 100 ms of 1.8 s. The driver is told by system property, the only way there is: it loads its library
 * once per process, so the first home that is opened decides.
 */
final class NativeLibrary {
    private static final String PLACE = "org.sqlite.lib.path";

    private NativeLibrary() {}

    /** Does nothing where a person has named a library, or where the driver brings none for this system: it says so itself. */
    static void provide(Path directory) throws IOException {
        if (System.getProperty(PLACE) != null) {
            return;
        }
        String resource = LibraryLoaderUtil.getNativeLibResourcePath() + "/" + LibraryLoaderUtil.getNativeLibName();
        Path own = directory.resolve("sqlite-" + SQLiteJDBCLoader.getVersion());
        Path library = own.resolve(LibraryLoaderUtil.getNativeLibName());
        if (!Files.exists(library)) {
            try (InputStream packed = SQLiteJDBCLoader.class.getResourceAsStream(resource)) {
                if (packed == null) {
                    return;
                }
                PrivateFiles.directory(own);
                PrivateFiles.write(library, packed.readAllBytes());
            }
        }
        System.setProperty(PLACE, own.toString());
    }
}
