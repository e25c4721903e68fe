package dev.chela.api.model;

/** In which service an answer is wanted, of a provider that has more than one. */
public enum Pace {
    /** As the account has it. */
    USUAL,
    /** The faster service, which costs more. */
    FAST,
    /** The ordinary service, also where the account would have the faster one. */
    STANDARD
}
