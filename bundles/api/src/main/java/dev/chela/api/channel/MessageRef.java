package dev.chela.api.channel;

/** A message that was delivered, by the platform's id. */
public record MessageRef(String id) {}
