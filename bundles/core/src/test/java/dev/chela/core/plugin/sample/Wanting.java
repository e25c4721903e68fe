package dev.chela.core.plugin.sample;

import java.util.function.Supplier;

/** Wants a service that nobody offers. */
public class Wanting extends Echo {
    public Wanting(Supplier<?> wanted) {
        wanted.get();
    }
}
