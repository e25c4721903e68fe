package dev.chela.testkit.plugin;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.jar.Attributes;
import java.util.jar.JarFile;
import java.util.jar.Manifest;
import java.util.regex.Pattern;

/**
 * What the manifest of a plugin's jar must say so that it can be installed, and exchanged while the gateway runs. A plugin's own build
 * asks it of the jar it made: {@code assertThat(PluginRules.broken(jar)).isEmpty()}.
 */
public final class PluginRules {
    private static final Pattern COMMA = Pattern.compile(",(?=(?:[^\"]*\"[^\"]*\")*[^\"]*$)");
    private static final List<String> CLOSED = List.of("dev.chela.core", "org.eclipse.jetty");
    private static final List<String> IMMOVABLE =
            List.of("Require-Bundle", "DynamicImport-Package", "Bundle-Activator", "Fragment-Host");
    /** The kinds of things that a plugin brings, with the attribute that names each. */
    private static final Map<String, String> KINDS = Map.of(
            "chela.tool", "name", "chela.channel", "id", "chela.model", "id", "chela.command", "name", "chela.hook", "name");

    private static final String GRANTS = "Chela-Grants";
    private static final String NAMES = "(:List<String>)?=(\"[^\"]+\"|[^\",;]+)";
    private static final Pattern GRANT = Pattern.compile("exec|sessions|channels|network(;\\s*hosts" + NAMES + ")?|files(;\\s*roots" + NAMES + ")|secrets(;\\s*names" + NAMES + ")");
    /** The powers that only a grant makes worth anything. */
    private static final Map<String, String> POWERS = Map.of(
            "files", "files", "processes", "exec", "conversations", "sessions", "subagents", "sessions", "messages", "channels");

    private PluginRules() {}

    /**
     * @return one sentence for each rule that the jar breaks; empty for a good plugin
     * @throws UncheckedIOException when it is no jar
     */
    public static List<String> broken(Path jar) {
        try (JarFile file = new JarFile(jar.toFile())) {
            Manifest manifest = file.getManifest();
            return manifest == null ? List.of("it has no META-INF/MANIFEST.MF") : broken(manifest.getMainAttributes());
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + jar, e);
        }
    }

    static List<String> broken(Attributes headers) {
        List<String> broken = new ArrayList<>();
        String name = header(headers, "Bundle-SymbolicName");
        if (name.isBlank()) {
            broken.add("it has no Bundle-SymbolicName, so it is no OSGi bundle");
        }
        if (name.contains("singleton:=true")) {
            broken.add("it is a singleton, so that its next generation cannot stand beside it");
        }
        clauses(headers, "Import-Package").stream().map(PluginRules::subject).filter(PluginRules::isClosed)
                .forEach(inside -> broken.add("it imports " + inside + ", which may change at any time; use dev.chela.api"));
        clauses(headers, "Export-Package").stream().map(PluginRules::subject)
                .forEach(exported -> broken.add("it exports " + exported + ": two generations would run each other's classes"));
        IMMOVABLE.stream().filter(header -> !header(headers, header).isBlank())
                .forEach(header -> broken.add("it has " + header + ", which keeps it from being exchanged"));
        capabilities(headers, broken);
        grants(headers, broken);
        return List.copyOf(broken);
    }

    private static boolean isClosed(String imported) {
        return CLOSED.stream().anyMatch(closed -> imported.equals(closed) || imported.startsWith(closed + "."));
    }

    private static void capabilities(Attributes headers, List<String> broken) {
        List<String> brought = clauses(headers, "Provide-Capability").stream()
                .filter(clause -> KINDS.containsKey(subject(clause))).toList();
        if (brought.isEmpty()) {
            broken.add("it does not say what it brings: Provide-Capability has none of " + KINDS.keySet().stream().sorted().toList());
        }
        for (String clause : brought) {
            String attribute = KINDS.get(subject(clause));
            if (!clause.matches("(?s).*;\\s*" + attribute + "(:String)?=\"?[\\w-]+.*")) {
                broken.add("its capability " + subject(clause) + " does not name what it brings: add ;" + attribute + "=…");
            }
        }
    }

    private static void grants(Attributes headers, List<String> broken) {
        String said = header(headers, GRANTS).strip();
        if (said.isEmpty()) {
            broken.add("it does not say what it wants to reach: add " + GRANTS + ": none, or what it wants");
        }
        List<String> wanted = said.equals("none") ? List.of() : clauses(headers, GRANTS);
        wanted.stream().filter(clause -> !GRANT.matcher(clause).matches())
                .forEach(clause -> broken.add("its " + GRANTS + " cannot be read at '" + clause + "': it is network;hosts=\"…\", files;roots=\"…\", exec,"
                        + " secrets;names=\"…\", sessions or channels"));
        String powers = header(headers, "Require-Capability");
        POWERS.forEach((power, kind) -> {
            if (powers.contains("(power=" + power + ")") && wanted.stream().map(PluginRules::subject).noneMatch(kind::equals)) {
                broken.add("it declares the power " + power + ", which it is denied without " + kind + " in its " + GRANTS);
            }
        });
    }

    private static List<String> clauses(Attributes headers, String name) {
        String value = header(headers, name);
        return value.isBlank() ? List.of() : COMMA.splitAsStream(value).map(String::strip).toList();
    }

    private static String subject(String clause) {
        return clause.split(";")[0].strip();
    }

    private static String header(Attributes headers, String name) {
        String value = headers.getValue(name);
        return value == null ? "" : value;
    }
}
