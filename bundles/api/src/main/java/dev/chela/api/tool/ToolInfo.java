package dev.chela.api.tool;

/** @param name {@code [a-zA-Z0-9_-]{1,64}}, what the model calls */
public record ToolInfo(String name, String description, Effect effect) {}
