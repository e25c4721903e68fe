package dev.chela.core.annex;

/** Where a plugin runs. */
public enum Lane {
    /** In the gateway's own process. */
    HOUSE,
    /** In a process of its own. */
    CHILD
}
