package dev.chela.core.media;

import dev.chela.api.fault.Permanent;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * A file with what it holds.
 *
 * @param name without its folders
 * @param mimeType what the content shows, else what the name says
 */
public record Shown(String name, String mimeType, byte[] content) {
    /** @param path of a regular file @param place as it was asked for @throws Permanent when it cannot be read, or has more than {@code most} bytes */
    static Shown of(Path path, String place, long most) {
        try (InputStream content = Files.newInputStream(path, LinkOption.NOFOLLOW_LINKS)) {
            byte[] all = content.readNBytes((int) Math.min(Integer.MAX_VALUE - 8, most + 1));
            if (all.length > most) {
                throw new Permanent("'" + place + "' has more than the " + most + " bytes that can be shown");
            }
            String name = path.getFileName().toString();
            String type = MediaType.of(Arrays.copyOf(all, Math.min(all.length, MediaType.HEAD)), "", name);
            return new Shown(FileName.of(name, type), type, all);
        } catch (IOException unreadable) {
            throw new Permanent("'" + place + "' cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }
}
