package dev.chela.core.plugin;

import dev.chela.api.fault.Permanent;
import java.util.Locale;
import java.util.regex.Pattern;

/** By which Maven repositories know a jar: one released version of it. */
public record Coordinates(String group, String artifact, String version) {
    public static final String SCHEME = "mvn:";
    private static final String FORM = "they have the form mvn:GROUP:ARTIFACT:VERSION";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9_.+-]*");
    private static final Pattern GROUP = Pattern.compile("[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+)*");
    private static final Pattern RANGE = Pattern.compile(".*[\\[\\](),].*");
    private static final Pattern MOVING = Pattern.compile("(?i)latest|release|.*-snapshot");

    /**
     * @throws Permanent when a part is no name, such as one that would lead out of the repository, or the version may be another jar
     *         tomorrow
     */
    public Coordinates {
        if (RANGE.matcher(version).matches() || MOVING.matcher(version).matches()) {
            throw new Permanent("'" + version + "' " + moving(version) + "; say one released version, such as 1.2.0");
        }
        if (!GROUP.matcher(group).matches() || !NAME.matcher(artifact).matches() || !NAME.matcher(version).matches()) {
            throw new Permanent("'" + group + ":" + artifact + ":" + version + "' are no coordinates: " + FORM);
        }
    }

    private static String moving(String version) {
        if (RANGE.matcher(version).matches()) {
            return "is a range of versions, of which there may be more tomorrow";
        }
        return version.toLowerCase(Locale.ROOT).endsWith("-snapshot") ? "is a snapshot, which may be another jar tomorrow" : "is whichever version is the newest";
    }

    /**
     * @param text with colons, or with slashes as {@code pax-url} has them; {@code mvn:} before it may be left out
     * @throws Permanent when it names no version, or more than the three parts
     */
    public static Coordinates of(String text) {
        String bare = text.regionMatches(true, 0, SCHEME, 0, SCHEME.length()) ? text.substring(SCHEME.length()) : text;
        if (bare.contains("!")) {
            throw new Permanent("'" + text + "' names a repository of its own; those that are asked stand in plugins.maven.repositories");
        }
        String[] parts = bare.split(bare.contains("/") ? "/" : ":", -1);
        if (parts.length == 2) {
            throw new Permanent("'" + text + "' names no version: " + FORM);
        }
        if (parts.length > 3) {
            throw new Permanent("'" + text + "' names a type or a classifier; a plugin is the artifact's own jar: " + FORM);
        }
        if (parts.length < 2) {
            throw new Permanent("'" + text + "' are no coordinates: " + FORM);
        }
        return new Coordinates(parts[0], parts[1], parts[2]);
    }

    /** The jar's own name. */
    public String file() {
        return artifact + "-" + version + ".jar";
    }

    /** Where the jar lies in a repository. */
    public String path() {
        return group.replace('.', '/') + "/" + artifact + "/" + version + "/" + file();
    }

    /** As {@link #of} reads it. */
    @Override
    public String toString() {
        return SCHEME + group + ":" + artifact + ":" + version;
    }
}
