package dev.chela.core.plugin;

/** A file in {@code deploy/} is not used. What it was to replace goes on working. */
public record PluginRefused(String file, String reason) {}
