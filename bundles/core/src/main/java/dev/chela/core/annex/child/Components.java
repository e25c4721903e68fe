package dev.chela.core.annex.child;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.ServiceReference;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;

/** How the plugin's components fare. All there is was there before they were made, so that waiting would mend nothing. */
final class Components {
    private static final String CAUSED_BY = "Caused by: ";

    private Components() {}

    /** What is wrong, for people; empty when all is well. */
    static String trouble(BundleContext context, Bundle plugin) {
        ServiceReference<ServiceComponentRuntime> reference = context.getServiceReference(ServiceComponentRuntime.class);
        if (reference == null) {
            return "the second lane has no Declarative Services";
        }
        ServiceComponentRuntime runtime = context.getService(reference);
        Collection<ComponentDescriptionDTO> described = runtime.getComponentDescriptionDTOs(plugin);
        return described.stream().filter(runtime::isComponentEnabled).flatMap(component -> trouble(runtime, component))
                .collect(Collectors.joining("; "));
    }

    private static Stream<String> trouble(ServiceComponentRuntime runtime, ComponentDescriptionDTO component) {
        Collection<ComponentConfigurationDTO> made = runtime.getComponentConfigurationDTOs(component);
        return made.isEmpty() ? Stream.of("its component " + component.name + " waits for a configuration, which the second lane does not have")
                : made.stream().flatMap(Components::trouble);
    }

    private static Stream<String> trouble(ComponentConfigurationDTO made) {
        String name = "its component " + made.description.name;
        return switch (made.state) {
            case ComponentConfigurationDTO.FAILED_ACTIVATION -> Stream.of(name + " failed to start: " + cause(made.failure));
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> Stream.of(name + " waits for a configuration, which the second lane does not have");
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> Arrays.stream(made.unsatisfiedReferences)
                    .map(missing -> name + " waits for a service " + Arrays.stream(made.description.references)
                            .filter(each -> each.name.equals(missing.name)).map(each -> each.interfaceName).findFirst().orElse(missing.name)
                            + ", which the second lane does not have");
            default -> Stream.empty();
        };
    }

    /** The innermost cause of a stack trace. */
    private static String cause(@Nullable String trace) {
        List<String> lines = trace == null ? List.of() : trace.lines().map(String::strip).toList();
        return lines.stream().filter(line -> line.startsWith(CAUSED_BY)).map(line -> line.substring(CAUSED_BY.length()))
                .reduce(lines.isEmpty() ? "it does not say why" : lines.get(0), (outer, inner) -> inner);
    }
}
