package dev.chela.core.plugin.internal;

import java.util.stream.Stream;
import org.osgi.framework.Constants;
import org.osgi.framework.Version;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleRequirement;
import org.osgi.framework.wiring.BundleRevision;

/**
 * A package that a bundle imports, out of the requirement's filter: {@code (&(osgi.wiring.package=a.b)(version>=1.0.0)(!(version>=2.0.0)))}.
 *
 * @param from the lowest version that does; empty for any
 * @param below the versions that do are lower than this; empty for any
 */
record ImportedPackage(String name, String from, String below) {
    private static final String FROM = "(version>=";
    private static final String BELOW = "(!(version>=";

    static Stream<ImportedPackage> all(BundleRevision revision) {
        return revision.getDeclaredRequirements(PackageNamespace.PACKAGE_NAMESPACE).stream().map(ImportedPackage::of);
    }

    static ImportedPackage of(BundleRequirement requirement) {
        String filter = requirement.getDirectives().getOrDefault(Constants.FILTER_DIRECTIVE, "");
        String below = behind(BELOW, filter);
        return new ImportedPackage(behind("(" + PackageNamespace.PACKAGE_NAMESPACE + "=", filter),
                behind(FROM, filter.replace(BELOW + below, "")), below);
    }

    private static String behind(String beginning, String filter) {
        int at = filter.indexOf(beginning);
        return at < 0 ? "" : filter.substring(at + beginning.length(), filter.indexOf(')', at));
    }

    /** For people and programs: {@code [1.0.0,2.0.0)}, {@code 1.0.0} for that and all later ones, or {@code any}. */
    String range() {
        if (below.isEmpty()) {
            return from.isEmpty() ? "any" : from;
        }
        return "[" + (from.isEmpty() ? Version.emptyVersion : from) + "," + below + ")";
    }

    boolean wantsLaterThan(Version here) {
        return !from.isEmpty() && Version.parseVersion(from).compareTo(here) > 0;
    }
}
