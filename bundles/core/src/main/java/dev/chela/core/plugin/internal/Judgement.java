package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/** Whether an installed bundle may be resolved and started, by what its manifest declares. */
final class Judgement {
    private static final Map<String, String> CLOSED = Map.of(
            "dev.chela.core", "which is the gateway's inside and may change at any time; use dev.chela.api instead",
            "org.eclipse.jetty", "which is private to the gateway; offer a dev.chela.api.http.HttpEndpoint instead");

    private static final String API = "dev.chela.api.";

    private final FrameworkWiring wiring;

    Judgement(FrameworkWiring wiring) {
        this.wiring = wiring;
    }

    /**
     * Leaves the bundle resolved.
     *
     * @throws Permanent telling what is wrong
     */
    void check(Bundle bundle) {
        BundleRevision revision = Objects.requireNonNull(bundle.adapt(BundleRevision.class));
        imports(revision);
        exports(revision);
        singleton(revision);
        if (!wiring.resolveBundles(List.of(bundle))) {
            throw new Permanent(missing(revision));
        }
    }

    /** What it offers, as people say it: {@code chela.tool;name=dice} is "tool dice", {@code chela.channel;id=irc} "channel irc". */
    static List<String> provides(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision == null ? List.of() : revision.getDeclaredCapabilities(null).stream()
                .filter(capability -> capability.getNamespace().startsWith("chela."))
                .map(capability -> capability.getNamespace().substring("chela.".length()) + name(capability.getAttributes()))
                .toList();
    }

    private static String name(Map<String, Object> attributes) {
        Object name = attributes.getOrDefault("name", attributes.get("id"));
        return name == null ? "" : " " + name;
    }

    private static void imports(BundleRevision revision) {
        CLOSED.forEach((closed, why) -> {
            List<String> inside = packageRequirements(revision).map(Judgement::packageName)
                    .filter(name -> name.equals(closed) || name.startsWith(closed + ".")).sorted().toList();
            if (!inside.isEmpty()) {
                throw new Permanent("it imports " + Names.packages(inside) + ", " + why);
            }
        });
    }

    private static Stream<BundleRequirement> packageRequirements(BundleRevision revision) {
        return revision.getDeclaredRequirements(PackageNamespace.PACKAGE_NAMESPACE).stream();
    }

    /** The name stands in the requirement's filter: {@code (&(osgi.wiring.package=a.b)(version>=1.0.0))}. */
    private static String packageName(BundleRequirement requirement) {
        return attribute(requirement, PackageNamespace.PACKAGE_NAMESPACE + "=");
    }

    private static String attribute(BundleRequirement requirement, String beginning) {
        String filter = requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
        int at = filter.indexOf("(" + beginning);
        return at < 0 ? "" : filter.substring(at + 1 + beginning.length(), filter.indexOf(')', at));
    }

    private static void exports(BundleRevision revision) {
        List<String> exported = revision.getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE).stream()
                .map(capability -> String.valueOf(capability.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE)))
                .sorted().toList();
        if (!exported.isEmpty()) {
            throw new Permanent("it exports " + Names.packages(exported)
                    + ", and two generations of it would then run each other's classes; make them private (no @Version, no Export-Package)");
        }
    }

    private static void singleton(BundleRevision revision) {
        boolean singleton = revision.getDeclaredCapabilities(BundleRevision.BUNDLE_NAMESPACE).stream()
                .anyMatch(bundle -> "true".equals(bundle.getDirectives().get(Constants.SINGLETON_DIRECTIVE)));
        if (singleton) {
            throw new Permanent("it is a singleton, so that its next generation could not stand beside it;"
                    + " remove singleton:=true from its Bundle-SymbolicName");
        }
    }

    private String missing(BundleRevision revision) {
        return revision.getDeclaredRequirements(null).stream()
                .filter(Judgement::isNeeded)
                .filter(requirement -> wiring.findProviders(requirement).isEmpty())
                .sorted(Comparator.comparing(BundleRequirement::getNamespace))
                .map(this::words)
                .findFirst()
                .orElse("its imports exclude each other; compare them with what `bundle:headers` shows of the others");
    }

    private static boolean isNeeded(BundleRequirement requirement) {
        Map<String, String> directives = requirement.getDirectives();
        String resolution = directives.getOrDefault(Constants.RESOLUTION_DIRECTIVE, Constants.RESOLUTION_MANDATORY);
        return resolution.equals(Constants.RESOLUTION_MANDATORY)
                && directives.getOrDefault(Constants.EFFECTIVE_DIRECTIVE, Constants.EFFECTIVE_RESOLVE).equals(Constants.EFFECTIVE_RESOLVE);
    }

    private String words(BundleRequirement missing) {
        String filter = missing.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
        return switch (missing.getNamespace()) {
            case PackageNamespace.PACKAGE_NAMESPACE -> "it imports the package " + packageName(missing) + versions(missing) + remedy(packageName(missing));
            case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE -> "it needs Java " + attribute(missing, "version=")
                    + " and this gateway runs on Java " + Runtime.version().feature() + "; compile it with --release 17";
            default -> "it requires the capability " + missing.getNamespace() + " " + filter + ", which nothing here provides";
        };
    }

    /** Of the API there is another version here, unless this is a package that only another version has. */
    private String remedy(String missing) {
        String there = exported(missing);
        if (missing.startsWith(API)) {
            return ", and this gateway has " + (there.isEmpty() ? "no such package" : there)
                    + "; build it against the dev.chela.api of this gateway, or upgrade the gateway";
        }
        return there.isEmpty() ? ", which nothing here exports; put the library that has it into the jar"
                : ", and here is only " + there + "; build it against that, or put the library that has it into the jar";
    }

    /** The versions of a package that there are, whoever imports them. */
    private String exported(String wanted) {
        return wiring.findProviders(new AnyPackage(wanted)).stream()
                .map(there -> there.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE) + " of it").sorted().distinct()
                .collect(Collectors.joining(" and "));
    }

    private record AnyPackage(String name) implements Requirement {
        @Override
        public String getNamespace() {
            return PackageNamespace.PACKAGE_NAMESPACE;
        }

        @Override
        public Map<String, String> getDirectives() {
            return Map.of(Constants.FILTER_DIRECTIVE, "(" + PackageNamespace.PACKAGE_NAMESPACE + "=" + name + ")");
        }

        @Override
        public Map<String, Object> getAttributes() {
            return Map.of();
        }

        @Override
        public @Nullable Resource getResource() {
            return null;
        }
    }

    private static String versions(BundleRequirement requirement) {
        String from = attribute(requirement, "version>=");
        return from.isEmpty() ? "" : " (version " + from + " or a later one that is compatible)";
    }
}
