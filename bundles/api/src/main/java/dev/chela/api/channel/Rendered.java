package dev.chela.api.channel;

/**
 * Text as it is to be shown.
 *
 * @param dialect what {@code text} is written in: the one that the channel's capabilities name where the host writes it
 *     ({@code markdown}, {@code plain}), else {@code plain}
 */
public record Rendered(String dialect, String text) {}
