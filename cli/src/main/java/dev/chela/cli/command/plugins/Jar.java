package dev.chela.cli.command.plugins;

import dev.chela.cli.Failure;
import dev.chela.cli.json.Json;
import java.nio.file.Path;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Where a jar comes from. */
final class Jar {
    private static final String WEB = "(?i)https?://.*";
    private static final String MAVEN = "(?i)mvn:.*";

    @Parameters(index = "0", arity = "0..1", paramLabel = "JAR", description = "The file, on the gateway's machine, or the address of one, or mvn:GROUP:ARTIFACT:VERSION; or a .kar or a feature file (.xml) there.")
    private String jar;

    @Option(names = "--sha256", paramLabel = "HEX", description = "What the file from elsewhere must be, to the byte: 64 digits that its publisher tells.")
    private String sha256;

    boolean isGiven() {
        return jar != null;
    }

    /** What the gateway is told of it. @param mode null where there is none */
    Json params(String mode) {
        if (jar == null) {
            throw Failure.usage("Say which JAR: the file, on the gateway's machine, or the address of one, or mvn:GROUP:ARTIFACT:VERSION.");
        }
        if (jar.matches(MAVEN)) {
            return Json.object("source", "maven", "coordinates", jar, "sha256", sha256, "mode", mode);
        }
        return jar.matches(WEB) ? fromTheWeb(mode)
                : Json.object("source", "local", "path", Path.of(jar).toAbsolutePath().normalize().toString(), "sha256", sha256, "mode", mode);
    }

    private Json fromTheWeb(String mode) {
        if (sha256 == null) {
            throw Failure.usage("What lies at an address is used only if it is what you mean: say its --sha256.");
        }
        return Json.object("source", "url", "url", jar, "sha256", sha256, "mode", mode);
    }
}
