package dev.chela.api.model;

/**
 * @param contextWindow tokens, 0 when unknown
 * @param maxTokens the longest answer in tokens, 0 when unknown
 */
public record ModelInfo(String id, String name, int contextWindow, int maxTokens, boolean images, boolean reasoning) {}
