package dev.chela.core.guest;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.osgi.framework.Bundle;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/**
 * Why one of a plugin's components is not there, as Declarative Services tell it.
 *
 * @param words for people
 * @param lasting waiting will not mend it
 */
public record Trouble(String words, boolean lasting) {
    private static final String CAUSED_BY = "Caused by: ";

    /**
     * Of each component that is enabled and was not made.
     *
     * @param lack who lacks a service that one waits for, as in "nothing here offers"
     */
    public static List<Trouble> of(Bundle plugin, ServiceComponentRuntime components, String lack) {
        Collection<ComponentDescriptionDTO> described = components.getComponentDescriptionDTOs(plugin);
        if (described.isEmpty() && plugin.getHeaders("").get("Service-Component") != null) {
            return List.of(new Trouble("the component descriptions that its Service-Component header names cannot be read", true));
        }
        return described.stream().filter(components::isComponentEnabled).flatMap(component -> of(component, components, lack)).toList();
    }

    /** All in one sentence; empty when there are none. */
    public static String words(List<Trouble> troubles) {
        return troubles.stream().map(Trouble::words).collect(Collectors.joining("; "));
    }

    private static Stream<Trouble> of(ComponentDescriptionDTO component, ServiceComponentRuntime components, String lack) {
        Collection<ComponentConfigurationDTO> made = components.getComponentConfigurationDTOs(component);
        return made.isEmpty() ? Stream.of(unconfigured(component)) : made.stream().flatMap(one -> of(one, lack));
    }

    private static Stream<Trouble> of(ComponentConfigurationDTO made, String lack) {
        return switch (made.state) {
            case ComponentConfigurationDTO.FAILED_ACTIVATION -> Stream.of(new Trouble(name(made.description) + " failed to start: " + cause(made.failure), true));
            case ComponentConfigurationDTO.UNSATISFIED_CONFIGURATION -> Stream.of(unconfigured(made.description));
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE -> Arrays.stream(made.unsatisfiedReferences)
                    .map(missing -> unsatisfied(made.description, missing, lack));
            default -> Stream.empty();
        };
    }

    private static String name(ComponentDescriptionDTO component) {
        return "its component " + component.name;
    }

    private static Trouble unconfigured(ComponentDescriptionDTO component) {
        return new Trouble(name(component) + " waits for a configuration of " + String.join(", ", component.configurationPid), false);
    }

    private static Trouble unsatisfied(ComponentDescriptionDTO component, UnsatisfiedReferenceDTO missing, String lack) {
        String service = Arrays.stream(component.references).filter(reference -> reference.name.equals(missing.name))
                .map(reference -> reference.interfaceName).findFirst().orElse(missing.name);
        return new Trouble(name(component) + " waits for a service " + service + (missing.target == null ? "" : " " + missing.target)
                + ", which " + lack, false);
    }

    /** The innermost cause of a stack trace. */
    private static String cause(@Nullable String trace) {
        List<String> lines = trace == null ? List.of() : trace.lines().map(String::strip).toList();
        String first = lines.isEmpty() ? "for a reason that only the log tells" : lines.get(0);
        return lines.stream().filter(line -> line.startsWith(CAUSED_BY)).map(line -> line.substring(CAUSED_BY.length()))
                .reduce(first, (outer, inner) -> inner);
    }
}
