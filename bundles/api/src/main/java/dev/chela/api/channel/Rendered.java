package dev.chela.api.channel;

/** Text in the dialect that the channel's capabilities name. */
public record Rendered(String dialect, String text) {}
