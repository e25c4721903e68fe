package dev.chela.core.store;

/** The disk has no room: nothing is acknowledged until {@link StorageFreed}. {@code detail} is for people. */
public record StorageFull(String detail) {}
