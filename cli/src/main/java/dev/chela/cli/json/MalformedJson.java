package dev.chela.cli.json;

/** Text that is no JSON, with the place of the fault, counted from 1. */
public final class MalformedJson extends Exception {
    private final int line;
    private final int column;

    MalformedJson(String what, int line, int column) {
        super(what);
        this.line = line;
        this.column = column;
    }

    /** "line 2, column 5: …". */
    public String where() {
        return "line " + line + ", column " + column + ": " + getMessage();
    }
}
