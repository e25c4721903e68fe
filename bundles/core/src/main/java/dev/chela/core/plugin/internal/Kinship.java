package dev.chela.core.plugin.internal;

import dev.chela.core.plugin.Ties.Tie;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleWire;
import org.osgi.framework.wiring.BundleWiring;
import org.osgi.framework.wiring.FrameworkWiring;

/** Who holds whom: by what a bundle is wired to others, and whose services it has in hand. */
final class Kinship {
    private static final Comparator<Tie> ORDER = Comparator.comparing(Tie::what).thenComparing(Tie::with);

    private final FrameworkWiring wiring;

    Kinship(FrameworkWiring wiring) {
        this.wiring = wiring;
    }

    List<Tie> wires(Bundle bundle) {
        return wiresOf(bundle).filter(wire -> !wire.getProvider().getBundle().equals(bundle))
                .map(wire -> new Tie(words(wire.getCapability()), name(wire.getProvider().getBundle()))).distinct().sorted(ORDER).toList();
    }

    private static Stream<BundleWire> wiresOf(Bundle bundle) {
        BundleWiring wired = bundle.adapt(BundleWiring.class);
        return wired == null ? Stream.of() : wired.getRequiredWires(null).stream();
    }

    private static String words(BundleCapability capability) {
        String what = capability.getNamespace();
        Object name = capability.getAttributes().getOrDefault(what, "");
        return what.equals(PackageNamespace.PACKAGE_NAMESPACE)
                ? "package " + name + " " + capability.getAttributes().get(PackageNamespace.CAPABILITY_VERSION_ATTRIBUTE)
                : ("capability " + what + " " + name).strip();
    }

    List<Tie> uses(Bundle bundle) {
        return references(bundle.getServicesInUse()).filter(reference -> !bundle.equals(reference.getBundle()))
                .flatMap(reference -> types(reference).map(type -> new Tie(type, name(reference.getBundle())))).distinct().sorted(ORDER).toList();
    }

    List<Tie> offers(Bundle bundle) {
        return references(bundle.getRegisteredServices()).flatMap(reference -> types(reference).flatMap(type -> users(reference, bundle)
                .map(user -> new Tie(type, user)))).distinct().sorted(ORDER).toList();
    }

    private static Stream<String> users(ServiceReference<?> reference, Bundle owner) {
        Bundle[] using = reference.getUsingBundles();
        List<String> others = using == null ? List.of()
                : Stream.of(using).filter(user -> !user.equals(owner)).map(Kinship::name).toList();
        return others.isEmpty() ? Stream.of("") : others.stream();
    }

    private static Stream<ServiceReference<?>> references(ServiceReference<?> @Nullable [] some) {
        return some == null ? Stream.of() : Arrays.stream(some);
    }

    private static Stream<String> types(ServiceReference<?> reference) {
        return Stream.of((String[]) Objects.requireNonNull(reference.getProperty(Constants.OBJECTCLASS)));
    }

    /** The bundle itself, and who is wired to it, or to one that is. */
    List<Tie> refreshed(Bundle bundle) {
        Collection<Bundle> all = wiring.getDependencyClosure(List.of(bundle));
        return all.stream().map(one -> new Tie(name(one), one.equals(bundle) ? "it is the one that goes" : why(one, all))).sorted(ORDER).toList();
    }

    private static String why(Bundle bundle, Collection<Bundle> all) {
        return wiresOf(bundle).filter(wire -> all.contains(wire.getProvider().getBundle())).findFirst()
                .map(wire -> "it uses the " + words(wire.getCapability()) + " of " + name(wire.getProvider().getBundle()))
                .orElse("it is a fragment of one of them");
    }

    /** Of one that went meanwhile there is no more to say. */
    private static String name(@Nullable Bundle bundle) {
        return bundle == null ? "" : bundle.getSymbolicName() + " " + bundle.getVersion();
    }
}
