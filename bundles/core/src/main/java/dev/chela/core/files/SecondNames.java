package dev.chela.core.files;

import dev.chela.api.fault.Denied;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** A file with a second name may be somebody else's: a hard link tells nobody where it leads. */
final class SecondNames {
    private SecondNames() {}

    /** @throws Denied when a file has more names than one; directories always have, and what is absent has none */
    static void refuse(Path real, String path) {
        try {
            boolean file = Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS) && real.getFileSystem().supportedFileAttributeViews().contains("unix");
            if (file && (int) Files.getAttribute(real, "unix:nlink", LinkOption.NOFOLLOW_LINKS) > 1) {
                throw new Denied("'" + path + "' has a second name elsewhere (a hard link), and this agent is confined to its workspace;"
                        + " copy the file to work on it");
            }
        } catch (IOException gone) {
            // Whoever opens it is told.
        }
    }
}
