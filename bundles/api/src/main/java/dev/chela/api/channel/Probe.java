package dev.chela.api.channel;

/** The answer of a live check; {@code advice} is empty when all is well. */
public record Probe(boolean ok, String detail, String advice) {}
