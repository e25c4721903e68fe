package dev.chela.itests.powercut;

/** What a name in a directory leads to. */
sealed interface Node permits Body, Node.Folder {
    /** The names in it stand in a {@link Tree}, since each state of the disk has others. */
    final class Folder implements Node {}
}
