package dev.chela.tool.files;

/**
 * A text without its accidents: what models write has line feeds and no byte order mark.
 *
 * @param mark whether the file began with a byte order mark
 * @param crlf whether its lines end as on Windows
 */
record Document(String text, boolean mark, boolean crlf) {
    static Document of(String raw) {
        boolean mark = raw.startsWith("\uFEFF");
        String text = mark ? raw.substring(1) : raw;
        boolean crlf = text.contains("\r\n") && !text.replace("\r\n", "").contains("\n");
        return new Document(crlf ? text.replace("\r\n", "\n") : text, mark, crlf);
    }

    /** Another text with the same accidents. */
    String restore(String changed) {
        return (mark ? "\uFEFF" : "") + (crlf ? changed.replace("\n", "\r\n") : changed);
    }
}
