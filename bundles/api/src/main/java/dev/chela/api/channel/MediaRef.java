package dev.chela.api.channel;

/**
 * A file that the platform holds, or that the host keeps to be sent. {@code bytes} is -1 when unknown.
 *
 * @param id the platform's own; what the host keeps begins with {@link #KEPT} and is read by {@link ChannelHost#media}
 */
public record MediaRef(String id, String mimeType, String name, long bytes) {
    public static final String KEPT = "kept:";

    /** Whether the host has its bytes. Their number is known then. */
    public boolean kept() {
        return id.startsWith(KEPT);
    }
}
