package dev.chela.api.channel;

/** {@code actionId} is a short opaque token. */
public record Button(String label, String actionId) {}
