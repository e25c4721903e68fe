package dev.chela.core.session;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * {@code session.maintenance}: how much is kept.
 *
 * @param pruneAfter how long a session rests before it is archived
 * @param archiveDashboardAfter the same for those of dashboards
 * @param maxEntries how many sessions of an agent are not archived
 * @param maxDiskBytes how much an agent's transcripts may take, in bytes or as {@code 10gb}
 * @param highWaterBytes down to where room is made then; four fifths unless said
 * @param resetArchiveRetention how long the transcript of a conversation that is over is kept; {@code keep}, the default, for ever
 */
public record MaintenanceConfig(
        @Nullable Mode mode, @Nullable Duration pruneAfter, @Nullable Duration archiveDashboardAfter, @Nullable Integer maxEntries,
        @Nullable Object maxDiskBytes, @Nullable Object highWaterBytes, @Nullable String resetArchiveRetention) {
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})\\s*(b|kb|mb|gb|tb)?");
    private static final Pattern DAYS = Pattern.compile("(\\d{1,5})d");
    private static final String UNITS = "bkmgt";
    private static final int MOST_ENTRIES = 5_000;

    public MaintenanceConfig {
        mode = mode == null ? Mode.ENFORCE : mode;
        pruneAfter = pruneAfter == null ? Duration.ofDays(30) : pruneAfter;
        archiveDashboardAfter = archiveDashboardAfter == null ? Duration.ofDays(7) : archiveDashboardAfter;
        maxEntries = maxEntries == null ? MOST_ENTRIES : maxEntries;
        maxDiskBytes = bytes("maxDiskBytes", maxDiskBytes == null ? "10gb" : maxDiskBytes);
        highWaterBytes = highWaterBytes == null ? (Object) ((long) maxDiskBytes / 5 * 4) : (Object) bytes("highWaterBytes", highWaterBytes);
        resetArchiveRetention = resetArchiveRetention == null ? "keep" : resetArchiveRetention;
        retention(resetArchiveRetention);
    }

    public enum Mode {
        ENFORCE,
        /** It is only said what would be done. */
        WARN
    }

    long most() {
        return (long) maxDiskBytes;
    }

    long highWater() {
        return Math.min((long) highWaterBytes, most());
    }

    /** Empty for ever. */
    Optional<Duration> retention() {
        return retention(resetArchiveRetention);
    }

    private static Optional<Duration> retention(String text) {
        Matcher days = DAYS.matcher(text);
        if (!text.equals("keep") && !days.matches()) {
            throw new IllegalArgumentException("resetArchiveRetention is \"" + text + "\"; it must be \"keep\" or days, \"90d\"");
        }
        return text.equals("keep") ? Optional.empty() : Optional.of(Duration.ofDays(Long.parseLong(days.group(1))));
    }

    private static long bytes(String key, Object value) {
        Matcher size = SIZE.matcher(String.valueOf(value).strip().toLowerCase(Locale.ROOT));
        if (!size.matches()) {
            throw new IllegalArgumentException(key + " is \"" + value + "\"; it must be bytes, or a size as \"10gb\"");
        }
        int power = size.group(2) == null ? 0 : UNITS.indexOf(size.group(2).charAt(0));
        return Long.parseLong(size.group(1)) << (10 * power);
    }
}
