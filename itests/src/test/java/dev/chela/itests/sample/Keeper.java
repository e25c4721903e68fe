package dev.chela.itests.sample;

/** Stands in a jar that brings a skill, and offers nothing itself. */
public final class Keeper {
    public Keeper() {
        Sabotage.activating();
    }

    void leave() {
        Sabotage.deactivating();
    }
}
