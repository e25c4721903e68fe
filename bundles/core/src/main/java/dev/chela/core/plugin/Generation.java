package dev.chela.core.plugin;

/**
 * One build of a plugin.
 *
 * @param id its symbolic name, the same for all its generations
 * @param sha256 of the jar, in hexadecimal; tells two builds of the same version apart
 */
public record Generation(String id, String version, String sha256) {
    @Override
    public String toString() {
        return id + " " + version + " (" + sha256.substring(0, 8) + ")";
    }
}
