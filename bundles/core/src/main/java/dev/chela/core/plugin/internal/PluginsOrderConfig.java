package dev.chela.core.plugin.internal;

/** The part of the section {@code commands} that is about {@code /plugins}. @param plugins whether the owner may look after plugins by messages */
public record PluginsOrderConfig(boolean plugins) {}
