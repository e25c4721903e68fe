package dev.chela.boot;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;

/** Which components cannot start, and for want of which service. */
record Lacks(List<Lack> all) {
    /** @param missing service interfaces; empty when the component failed by itself, for {@code reason} */
    record Lack(String component, List<String> offers, List<String> missing, String reason) {
        @Override
        public String toString() {
            return component + (missing.isEmpty() ? " failed to start: " + reason : " waits for " + String.join(", ", missing));
        }
    }

    static Lacks of(ServiceComponentRuntime components) {
        return new Lacks(components.getComponentDescriptionDTOs().stream()
                .flatMap(description -> components.getComponentConfigurationDTOs(description).stream()
                        .flatMap(configuration -> lack(description, configuration)))
                .toList());
    }

    /** Those that do not merely wait for another one of the list. In a circle all of them do, so all are named. */
    List<Lack> causes() {
        Set<String> late = all.stream().flatMap(lack -> lack.offers().stream()).collect(Collectors.toSet());
        List<Lack> causes = all.stream().filter(lack -> !late.containsAll(lack.missing()) || lack.missing().isEmpty()).toList();
        return causes.isEmpty() ? all : causes;
    }

    private static Stream<Lack> lack(ComponentDescriptionDTO description, ComponentConfigurationDTO configuration) {
        List<String> offers = List.of(description.serviceInterfaces);
        return switch (configuration.state) {
            case ComponentConfigurationDTO.UNSATISFIED_REFERENCE ->
                Stream.of(new Lack(description.name, offers, missing(description, configuration), ""));
            case ComponentConfigurationDTO.FAILED_ACTIVATION ->
                Stream.of(new Lack(description.name, offers, List.of(), firstLine(configuration.failure)));
            default -> Stream.empty();
        };
    }

    private static List<String> missing(ComponentDescriptionDTO description, ComponentConfigurationDTO configuration) {
        Set<String> names = Arrays.stream(configuration.unsatisfiedReferences)
                .map(reference -> reference.name)
                .collect(Collectors.toSet());
        return Arrays.stream(description.references)
                .filter(reference -> names.contains(reference.name))
                .map(Lacks::described)
                .toList();
    }

    private static String described(ReferenceDTO reference) {
        return reference.interfaceName + (reference.target == null ? "" : " with " + reference.target);
    }

    private static String firstLine(String failure) {
        return failure.lines().findFirst().orElse("no reason given");
    }
}
