package dev.chela.core.plugin.sample;

/** Cannot be made. */
public class Bursting extends Echo {
    public Bursting() {
        throw new IllegalStateException("the boiler burst");
    }
}
