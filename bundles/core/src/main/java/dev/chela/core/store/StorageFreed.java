package dev.chela.core.store;

/** There is room again; commits are accepted. */
public record StorageFreed() {}
