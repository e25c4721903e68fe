package dev.chela.bench.memory;

/** Something that one note alone answers. @param kind how its words differ from the note's @param path the note @param line where it says so */
record Question(String kind, String text, String path, int line) {}
