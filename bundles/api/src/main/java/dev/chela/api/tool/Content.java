package dev.chela.api.tool;

/** A part of a result. */
public sealed interface Content {
    record Text(String text) implements Content {}

    record Image(String mimeType, byte[] bytes) implements Content {}
}
