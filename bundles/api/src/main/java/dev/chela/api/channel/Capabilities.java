package dev.chela.api.channel;

import java.time.Duration;
import java.util.Set;

/**
 * What an account can do.
 *
 * @param textLimit the longest text of one message, in {@code unit}
 * @param dialect the markup that the platform shows: {@code plain}, {@code markdown}, {@code telegram-html}, … What the host does not
 *     write comes as plain text: {@link Rendered#dialect()} says which
 * @param repeatSafe for how long delivering again under the same key cannot double the message; zero when it always could
 * @param kinds which variants of {@link Outbound} it can deliver, by simple name
 * @param files which files a post may bring. The host cuts a message into posts that are each one thing to the platform
 */
public record Capabilities(int textLimit, Unit unit, String dialect, Duration repeatSafe, Set<String> kinds, boolean typing, Files files) {
    /** Of what sends no files. */
    public Capabilities(int textLimit, Unit unit, String dialect, Duration repeatSafe, Set<String> kinds, boolean typing) {
        this(textLimit, unit, dialect, repeatSafe, kinds, typing, Files.NONE);
    }

    public enum Unit { UTF16, CODE_POINTS, BYTES }

    /**
     * @param largest how many bytes one may have; 0 where none can be sent
     * @param caption how long the text may be that stands under it, in the unit of texts; 0 where there can be none
     */
    public record Files(long largest, int caption, Album album) {
        public static final Files NONE = new Files(0, 0, Album.NONE);
    }

    /**
     * Files that stand in one message together.
     *
     * @param most how many there may be; 1 where each is a message of its own
     * @param largest how many bytes each may have
     * @param mimeTypes what each may be
     */
    public record Album(int most, long largest, Set<String> mimeTypes) {
        public static final Album NONE = new Album(1, 0, Set.of());

        public boolean takes(MediaRef file) {
            return most > 1 && mimeTypes.contains(file.mimeType()) && file.bytes() >= 0 && file.bytes() <= largest;
        }
    }
}
