package dev.chela.api.channel;

/** A file that the platform holds. {@code bytes} is -1 when unknown. */
public record MediaRef(String id, String mimeType, String name, long bytes) {}
