package dev.chela.core.inbox;

/**
 * A file that came with a message.
 *
 * @param data base64; empty while the platform holds it
 * @param ref what the platform calls it, as long as it has not been fetched; empty afterwards
 * @param bytes how many the platform says; -1 when it does not, or it has been fetched
 * @param album what it is a part of, as long as the parts are messages of their own; empty for nothing
 */
public record Media(String mimeType, String name, String data, String ref, long bytes, String album) {
    public Media(String mimeType, String name, String data) {
        this(mimeType, name, data, "", -1, "");
    }

    /** Whether it is only known that it is there. */
    public boolean away() {
        return !ref.isEmpty();
    }

    /** For whoever cannot be shown it. */
    public String told() {
        return "[" + (away() ? "Attachment that cannot be opened here: " : "Attachment: ") + (name.isEmpty() ? ref : name) + ", " + mimeType + "]";
    }
}
