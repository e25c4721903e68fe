package dev.chela.core.guest;

/**
 * One generation of a plugin.
 *
 * @param bundle its bundle's id; two generations have two
 * @param plugin what stays the same from one generation to the next
 */
public record Guest(long bundle, String plugin, String version) {
    @Override
    public String toString() {
        return plugin + " " + version;
    }
}
