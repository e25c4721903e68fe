package dev.chela.api.tool;

public enum Outcome {
    OK,
    ERROR,
    /** The turn ends with this result: what it waits for will begin another. */
    YIELDED
}
