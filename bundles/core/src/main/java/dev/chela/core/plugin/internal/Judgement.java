package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.core.guest.Grants;
import dev.chela.core.guest.Manifests;
import dev.chela.core.plugin.Outlook.Api;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.ExecutionEnvironmentNamespace;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;
import org.osgi.resource.Requirement;
import org.osgi.resource.Resource;

/** Whether an installed bundle may be resolved and started, by what its manifest declares. */
final class Judgement {
    private static final Map<String, String> CLOSED = Map.of(
            "dev.chela.core", "which is the gateway's inside and may change at any time; use dev.chela.api instead",
            "org.eclipse.jetty", "which is private to the gateway; offer a dev.chela.api.http.HttpEndpoint instead");

    private static final String API = "dev.chela.api.";
    private static final String NEWER = ": upgrade the gateway, or build it against the dev.chela.api of this one";

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
        Manifests.said(bundle);
        if (!wiring.resolveBundles(List.of(bundle))) {
            throw new Permanent(missing(revision));
        }
        needsNoOther(bundle);
    }

    /** @throws Permanent when others would go with it, since they are wired to it */
    void goesAlone(Bundle bundle) {
        List<String> others = wiring.getDependencyClosure(List.of(bundle)).stream().filter(other -> !other.equals(bundle))
                .map(other -> other.getSymbolicName() + " " + other.getVersion()).sorted().toList();
        if (!others.isEmpty()) {
            throw new Permanent("with the generation that it is to replace " + Names.list(others) + " would go, which requires a capability of it;"
                    + " uninstall that first");
        }
    }

    /** Whoever is wired to a plugin would be stopped whenever that is exchanged. */
    private static void needsNoOther(Bundle bundle) {
        for (BundleWire wire : Objects.requireNonNull(bundle.adapt(BundleWiring.class)).getRequiredWires(null)) {
            Bundle other = wire.getProvider().getBundle();
            if (!other.equals(bundle) && Bundles.isGeneration(other)) {
                throw new Permanent("it requires the capability " + wire.getCapability().getNamespace() + " of the plugin " + other.getSymbolicName()
                        + ", and would be stopped whenever that is exchanged; use a service of it instead");
            }
        }
    }

    /** What it says that it wants to reach, for people; nothing when it does not say it, or not in a way that can be read. */
    static List<String> wants(Bundle bundle) {
        try {
            return Manifests.said(bundle).map(Grants::words).orElse(List.of());
        } catch (Permanent unreadable) {
            return List.of();
        }
    }

    /** What it offers, as people say it: {@code chela.tool;name=dice} is "tool dice", {@code chela.channel;id=irc} "channel irc", {@code chela.grant;power=files} "grant files". */
    static List<String> provides(Bundle bundle) {
        BundleRevision revision = bundle.adapt(BundleRevision.class);
        return revision == null ? List.of() : revision.getDeclaredCapabilities(null).stream()
                .filter(capability -> capability.getNamespace().startsWith("chela."))
                .map(capability -> capability.getNamespace().substring("chela.".length()) + name(capability.getAttributes()))
                .toList();
    }

    private static String name(Map<String, Object> attributes) {
        return Stream.of("name", "id", "power").map(attributes::get).filter(Objects::nonNull).findFirst().map(name -> " " + name).orElse("");
    }

    private static void imports(BundleRevision revision) {
        CLOSED.forEach((closed, why) -> {
            List<String> inside = ImportedPackage.all(revision).map(ImportedPackage::name)
                    .filter(name -> name.equals(closed) || name.startsWith(closed + ".")).sorted().toList();
            if (!inside.isEmpty()) {
                throw new Permanent("it imports " + Names.packages(inside) + ", " + why);
            }
        });
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
            case PackageNamespace.PACKAGE_NAMESPACE -> words(ImportedPackage.of(missing));
            case ExecutionEnvironmentNamespace.EXECUTION_ENVIRONMENT_NAMESPACE -> "it needs Java " + attribute(missing, "version=")
                    + " and this gateway runs on Java " + Runtime.version().feature() + "; compile it with --release 17";
            default -> "it requires the capability " + missing.getNamespace() + " " + filter + ", which nothing here provides";
        };
    }

    private String words(ImportedPackage missing) {
        return "it imports the package " + missing.name()
                + (missing.from().isEmpty() ? "" : " (version " + missing.from() + " or a later one that is compatible)") + remedy(missing);
    }

    private String remedy(ImportedPackage missing) {
        List<Version> here = exported(missing.name());
        String there = here.stream().map(version -> version + " of it").collect(Collectors.joining(" and "));
        if (missing.name().startsWith(API)) {
            return ", and this gateway has " + (here.isEmpty() ? "no such package" + NEWER : there + tooOld(missing, here));
        }
        return here.isEmpty() ? ", which nothing here exports; put the library that has it into the jar"
                : ", and here is only " + there + "; build it against that, or put the library that has it into the jar";
    }

    private static String tooOld(ImportedPackage missing, List<Version> here) {
        return here.stream().allMatch(missing::wantsLaterThan) ? ", which is too old for it" + NEWER
                : ", for which it is too old: build it against the dev.chela.api of this gateway";
    }

    /** The versions of a package that there are, whoever imports them. */
    private List<Version> exported(String wanted) {
        return wiring.findProviders(new AnyPackage(wanted)).stream()
                .map(there -> there.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE))
                .map(version -> version instanceof Version known ? known : Version.emptyVersion).sorted().distinct().toList();
    }

    /** What it was built against, by name, and what there is of that. */
    List<Api> api(Bundle bundle) {
        return ImportedPackage.all(Objects.requireNonNull(bundle.adapt(BundleRevision.class))).filter(wanted -> wanted.name().startsWith(API))
                .map(wanted -> new Api(wanted.name(), wanted.range(),
                        exported(wanted.name()).stream().map(Version::toString).collect(Collectors.joining(", "))))
                .sorted(Comparator.comparing(Api::name)).toList();
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
}
