package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.core.plugin.Coordinates;
import dev.chela.core.plugin.Source;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Which jars feature files name, all of which are plugins. */
final class Contents {
    static final int MOST = 64;
    private static final Pattern ADDRESS = Pattern.compile("(?<bare>[^#]*)(#sha256=(?<sha256>[0-9a-fA-F]{64}))?");
    private static final Pattern SCHEME = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]*:");

    private Contents() {}

    /** @throws Permanent naming everything that is not for plugins, and every bundle that cannot be had */
    static List<Source> of(List<FeatureFile> files) {
        Set<String> names = new TreeSet<>();
        Set<String> wanted = new TreeSet<>();
        Set<String> strange = new TreeSet<>();
        Set<String> bundles = new LinkedHashSet<>();
        for (FeatureFile file : files) {
            names.addAll(file.names());
            wanted.addAll(file.wanted());
            strange.addAll(file.strange());
            bundles.addAll(file.bundles());
        }
        List<String> problems = new ArrayList<>();
        if (!strange.isEmpty()) {
            problems.add("it has " + String.join(", ", strange) + ", which are not for plugins: these are <bundle>s and nothing else");
        }
        wanted.removeAll(names);
        wanted.forEach(missing -> problems.add("it wants the feature '" + missing + "', which is not in it"));
        List<Source> sources = sources(bundles, problems);
        if (bundles.isEmpty() || bundles.size() > MOST) {
            problems.add("it names " + bundles.size() + " bundles; one to " + MOST + " can be taken");
        }
        if (!problems.isEmpty()) {
            throw new Permanent(String.join("; ", problems));
        }
        return sources;
    }

    private static List<Source> sources(Set<String> bundles, List<String> problems) {
        List<Source> sources = new ArrayList<>();
        for (String bundle : bundles) {
            try {
                sources.add(source(bundle));
            } catch (Permanent unfit) {
                problems.add(String.valueOf(unfit.getMessage()));
            }
        }
        return sources;
    }

    private static Source source(String bundle) {
        Matcher address = ADDRESS.matcher(bundle);
        if (!address.matches()) {
            throw new Permanent("'" + bundle + "' ends in something else than #sha256= and 64 hexadecimal digits");
        }
        String bare = address.group("bare");
        Optional<String> sha256 = Optional.ofNullable(address.group("sha256"));
        Matcher scheme = SCHEME.matcher(bare);
        switch (scheme.lookingAt() ? scheme.group().toLowerCase(java.util.Locale.ROOT) : "") {
            case "mvn:":
                return new Source.Maven(Coordinates.of(bare), sha256);
            case "http:", "https:":
                return new Source.Web(bare, sha256.orElseThrow(() -> new Permanent("'" + bare + "' is taken only if it is what is meant: write " + bare
                        + "#sha256= and the 64 digits that its publisher tells")));
            case "wrap:":
                throw new Permanent("'" + bare + "' is not taken: a plugin is a bundle when it is built, and not made one here");
            default:
                throw new Permanent("'" + bare + "' is not taken: a bundle is named by mvn:, http: or https:");
        }
    }
}
