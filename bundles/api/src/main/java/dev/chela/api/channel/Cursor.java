package dev.chela.api.channel;

/** How far a transport has been read. */
public record Cursor(String name, String value) {
    public static final Cursor NONE = new Cursor("", "");
}
