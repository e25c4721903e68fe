package dev.chela.core.markup.internal;

/** What a stretch of text is marked as. @param detail the address of a link, the language of a block of code; else empty */
record Mark(Kind kind, String detail) {
    enum Kind { BOLD, ITALIC, STRIKE, CODE, BLOCK, QUOTE, LINK }

    static Mark of(Kind kind) {
        return new Mark(kind, "");
    }

    boolean is(Kind wanted) {
        return kind == wanted;
    }
}
