package dev.chela.core.json;

import com.fasterxml.jackson.databind.type.TypeFactory;

/**
 * What Jackson remembers of types for every mapper that was made without a cache of its own, in whatever bundle. It remembers the classes
 * of plugins, too, such as those of a vendor's library inside one, and with a class its loader: a few hundred types, until others take their place.
 */
public final class SharedTypes {
    private SharedTypes() {}

    /** To be called when classes have gone. What is used again is found out again. */
    public static void forget() {
        TypeFactory.defaultInstance().clearCache();
    }
}
