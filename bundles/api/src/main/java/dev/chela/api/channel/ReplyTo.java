package dev.chela.api.channel;

/** The message that another one answers; {@link #NONE} when it answers none. */
public record ReplyTo(String messageId, String authorId, boolean me, String quoted) {
    public static final ReplyTo NONE = new ReplyTo("", "", false, "");
}
