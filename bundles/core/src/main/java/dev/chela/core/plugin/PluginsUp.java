package dev.chela.core.plugin;

/** Announced once at each start: the framework is up, and the plugins that were there before are there again. */
public record PluginsUp() {}
