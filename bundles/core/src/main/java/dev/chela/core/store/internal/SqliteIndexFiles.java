package dev.chela.core.store.internal;

import dev.chela.api.fault.Transient;
import dev.chela.core.home.Home;
import dev.chela.core.store.IndexFile;
import dev.chela.core.store.IndexFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** SQLite files, through the driver that the ledger uses. */
@Component(service = IndexFiles.class)
public final class SqliteIndexFiles implements IndexFiles {
    private final Home home;

    @Activate
    public SqliteIndexFiles(@Reference Home home) {
        this.home = home;
    }

    @Override
    public IndexFile open(Path file, String form, List<String> tables) {
        try {
            NativeLibrary.provide(home.directory("karaf/native"));
        } catch (IOException e) {
            throw new Transient("SQLite's library cannot be unpacked: " + e.getMessage(), Duration.ofSeconds(10), e);
        }
        return new SqliteIndexFile(file, form, tables);
    }
}
