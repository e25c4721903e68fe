package dev.chela.cli.ask;

/** This release, as the build wrote it into the jar's manifest. */
public final class Version {
    public static final String TEXT = text();

    private Version() {}

    private static String text() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "dev" : version;
    }
}
