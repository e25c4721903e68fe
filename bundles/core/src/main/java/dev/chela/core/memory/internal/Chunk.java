package dev.chela.core.memory.internal;

/** A passage of a file. @param first its first line, from 1 @param last inclusive */
record Chunk(int first, int last, String text) {}
