package dev.chela.core.tool;

import dev.chela.core.guest.Grants;
import dev.chela.core.guest.Grants.Kind;
import dev.chela.core.guest.Manifests;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.wiring.BundleRevision;

/**
 * The powers that a plugin's manifest asks for: {@code Require-Capability: chela.grant;filter:="(power=files)"}.
 *
 * @param bounds what it says that it wants to reach by them; empty when it does not say that
 */
public record Powers(Set<String> names, Optional<Grants> bounds) {
    /** Not bounded any further. */
    public Powers(Set<String> names) {
        this(names, Optional.empty());
    }

    public static final String NAMESPACE = "chela.grant";
    private static final Map<String, Kind> KINDS = Map.of("files", Kind.FILES, "processes", Kind.EXEC, "conversations", Kind.SESSIONS,
            "subagents", Kind.SESSIONS, "messages", Kind.CHANNELS);
    private static final Pattern POWER = Pattern.compile("\\(power=([a-z]+)\\)");

    public static Powers of(Bundle bundle) {
        Set<String> names = named(bundle.adapt(BundleRevision.class).getDeclaredRequirements(NAMESPACE).stream()
                .map(requirement -> requirement.getDirectives().getOrDefault("filter", ""))).names();
        return new Powers(names, Manifests.said(bundle));
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

    /** Which of the things that a manifest names a power is; empty for one that none of them is. */
    public static Optional<Kind> kind(Class<?> power) {
        return Optional.ofNullable(KINDS.get(name(power)));
    }

    public boolean include(Class<?> power) {
        return names.contains(name(power));
    }

    public static String name(Class<?> power) {
        return power.getSimpleName().toLowerCase(Locale.ROOT);
    }
}
