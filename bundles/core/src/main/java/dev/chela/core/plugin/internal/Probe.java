package dev.chela.core.plugin.internal;

import dev.chela.api.fault.Permanent;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceListener;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** Asks Declarative Services how a plugin's components fare. */
final class Probe {
    /** A configuration that arrives changes no service, so it is looked again without being told. */
    private static final long GLANCE_MILLIS = 100;
    private static final String CAUSED_BY = "Caused by: ";

    private final BundleContext context;
    private final ServiceComponentRuntime components;
    private final Hands hands;

    Probe(BundleContext context, ServiceComponentRuntime components, Hands hands) {
        this.context = context;
        this.components = components;
        this.hands = hands;
    }

    /**
     * Waits until every component of a started bundle has been made.
     *
     * @throws Permanent telling which was not, and why
     */
    void await(Bundle bundle, Duration limit) throws InterruptedException {
        Semaphore changes = new Semaphore(0);
        ServiceListener bell = change -> changes.release();
        context.addServiceListener(bell);
        try {
            refuse(lasting(bundle, changes, System.nanoTime() + limit.toNanos()));
        } finally {
            context.removeServiceListener(bell);
        }
    }

    /** What is still wrong at the deadline, or before it when waiting would not mend it. */
    private List<Trouble> lasting(Bundle bundle, Semaphore changes, long deadline) throws InterruptedException {
        while (true) {
            changes.drainPermits();
            List<Trouble> troubles = made(bundle);
            boolean hopeless = troubles.stream().anyMatch(Trouble::lasting);
            if (troubles.isEmpty() || hopeless || System.nanoTime() > deadline) {
                return troubles;
            }
            changes.tryAcquire(GLANCE_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    /** Components are made when first asked for; one that nobody has asked for yet would show its fault only later. */
    private List<Trouble> made(Bundle bundle) throws InterruptedException {
        List<Trouble> troubles = troubles(bundle);
        if (troubles.isEmpty()) {
            hands.limited(bundle, "a service of it is not made", () -> make(bundle));
            return troubles(bundle);
        }
        return troubles;
    }

    private static void refuse(List<Trouble> troubles) {
        if (!troubles.isEmpty()) {
            throw new Permanent(words(troubles));
        }
    }

    /** What is wrong now, in words; empty when all is well. */
    String problem(Bundle bundle) {
        return bundle.getState() == Bundle.ACTIVE ? words(troubles(bundle)) : "it is not started";
    }

    private static String words(List<Trouble> troubles) {
        return troubles.stream().map(Trouble::words).collect(Collectors.joining("; "));
    }

    private void make(Bundle bundle) {
        ServiceReference<?>[] offered = bundle.getRegisteredServices();
        for (ServiceReference<?> reference : offered == null ? new ServiceReference<?>[0] : offered) {
            if (reference.getUsingBundles() == null && context.getService(reference) != null) {
                context.ungetService(reference);
            }
        }
    }

    private List<Trouble> troubles(Bundle bundle) {
        Collection<ComponentDescriptionDTO> described = components.getComponentDescriptionDTOs(bundle);
        if (described.isEmpty() && bundle.getHeaders("").get("Service-Component") != null) {
            return List.of(new Trouble("the component descriptions that its Service-Component header names cannot be read", true));
        }
        return described.stream().filter(components::isComponentEnabled).flatMap(this::troubles).toList();
    }

    private Stream<Trouble> troubles(ComponentDescriptionDTO component) {
        List<Trouble> found = new ArrayList<>();
        Collection<ComponentConfigurationDTO> made = components.getComponentConfigurationDTOs(component);
        if (made.isEmpty()) {
            found.add(new Trouble("its component " + component.name + " waits for a configuration of "
                    + String.join(", ", component.configurationPid), false));
        }
        made.stream().flatMap(this::trouble).forEach(found::add);
        return found.stream();
    }

    private Stream<Trouble> trouble(ComponentConfigurationDTO made) {
        String name = made.description.name;
        return switch (made.state) {
            case ComponentConfigurationDTO.FAILED_ACTIVATION -> Stream.of(new Trouble(
                    "its component " + name + " failed to start: " + cause(made.failure), true));
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> Stream.of(new Trouble(
                    "its component " + name + " waits for a configuration of " + String.join(", ", made.description.configurationPid), false));
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> Arrays.stream(made.unsatisfiedReferences)
                    .map(missing -> new Trouble(unsatisfied(made, missing), false));
            default -> Stream.empty();
        };
    }

    private static String unsatisfied(ComponentConfigurationDTO made, UnsatisfiedReferenceDTO missing) {
        String service = Arrays.stream(made.description.references).filter(reference -> reference.name.equals(missing.name))
                .map(reference -> reference.interfaceName).findFirst().orElse(missing.name);
        return "its component " + made.description.name + " waits for a service " + service
                + (missing.target == null ? "" : " " + missing.target) + ", which nothing here offers";
    }

    /** The innermost cause of a stack trace. */
    private static String cause(@org.jspecify.annotations.Nullable String trace) {
        List<String> lines = trace == null ? List.of() : trace.lines().map(String::strip).toList();
        String first = lines.isEmpty() ? "for a reason that only the log tells" : lines.get(0);
        return lines.stream().filter(line -> line.startsWith(CAUSED_BY)).map(line -> line.substring(CAUSED_BY.length()))
                .reduce(first, (outer, inner) -> inner);
    }

    /** @param lasting waiting will not mend it */
    private record Trouble(String words, boolean lasting) {}
}
