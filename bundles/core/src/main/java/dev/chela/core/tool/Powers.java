package dev.chela.core.tool;

import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleRevision;

/** The powers that a plugin's manifest asks for: {@code Require-Capability: chela.grant;filter:="(power=files)"}. */
public record Powers(Set<String> names) {
    public static final String NAMESPACE = "chela.grant";
    private static final Pattern POWER = Pattern.compile("\\(power=([a-z]+)\\)");

    public static Powers of(Bundle bundle) {
        return named(bundle.adapt(BundleRevision.class).getDeclaredRequirements(NAMESPACE).stream()
                .map(requirement -> requirement.getDirectives().getOrDefault("filter", "")));
    }

    /** @param header the manifest header Require-Capability, read without a framework */
    public static Powers ofHeader(String header) {
        return named(Stream.of(header.split(",(?=[a-z.]+;)")).filter(clause -> clause.startsWith(NAMESPACE + ";")));
    }

    private static Powers named(Stream<String> filters) {
        return new Powers(filters
                .flatMap(filter -> POWER.matcher(filter).results())
                .map(found -> found.group(1))
                .collect(Collectors.toUnmodifiableSet()));
    }

    public boolean include(Class<?> power) {
        return names.contains(name(power));
    }

    public static String name(Class<?> power) {
        return power.getSimpleName().toLowerCase(Locale.ROOT);
    }
}
