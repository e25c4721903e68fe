package dev.chela.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.chela.boot.Lacks.Lack;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.osgi.service.component.runtime.ServiceComponentRuntime;
import org.osgi.service.component.runtime.dto.ComponentConfigurationDTO;
import org.osgi.service.component.runtime.dto.ComponentDescriptionDTO;
import org.osgi.service.component.runtime.dto.ReferenceDTO;
import org.osgi.service.component.runtime.dto.UnsatisfiedReferenceDTO;

/** What the log says of components that do not start. */
class LacksTest {
    private final Map<ComponentDescriptionDTO, ComponentConfigurationDTO> components = new LinkedHashMap<>();

    private ComponentConfigurationDTO component(String name, String offers, int state) {
        ComponentDescriptionDTO description = new ComponentDescriptionDTO();
        description.name = name;
        description.serviceInterfaces = new String[] {offers};
        description.references = new ReferenceDTO[0];
        ComponentConfigurationDTO configuration = new ComponentConfigurationDTO();
        configuration.description = description;
        configuration.state = state;
        configuration.unsatisfiedReferences = new UnsatisfiedReferenceDTO[0];
        components.put(description, configuration);
        return configuration;
    }

    private void waiting(String name, String offers, String wanted, String target) {
        ComponentConfigurationDTO configuration = component(name, offers, ComponentConfigurationDTO.UNSATISFIED_REFERENCE);
        ReferenceDTO reference = new ReferenceDTO();
        reference.name = "wanted";
        reference.interfaceName = wanted;
        reference.target = target;
        configuration.description.references = new ReferenceDTO[] {reference};
        UnsatisfiedReferenceDTO unsatisfied = new UnsatisfiedReferenceDTO();
        unsatisfied.name = "wanted";
        configuration.unsatisfiedReferences = new UnsatisfiedReferenceDTO[] {unsatisfied};
    }

    private Lacks lacks() {
        return Lacks.of((ServiceComponentRuntime) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {ServiceComponentRuntime.class},
                (proxy, method, arguments) -> method.getName().equals("getComponentDescriptionDTOs") ? components.keySet()
                        : List.of(components.get(arguments[0]))));
    }

    @Test
    void what_is_missing_is_named_and_whoever_merely_waits_for_that_component_is_not() {
        waiting("inbox", "Intake", "Ledger", null);
        waiting("ledger", "Ledger", "Home", "(id=1)");
        component("clock", "Clock", ComponentConfigurationDTO.ACTIVE);
        assertThat(lacks().causes()).extracting(Lack::toString).containsExactly("ledger waits for Home with (id=1)");
        assertThat(lacks().all()).hasSize(2);
    }

    @Test
    void components_that_wait_for_each_other_are_all_named() {
        waiting("egg", "Egg", "Hen", null);
        waiting("hen", "Hen", "Egg", null);
        assertThat(lacks().causes()).extracting(Lack::toString).containsExactly("egg waits for Hen", "hen waits for Egg");
    }

    @Test
    void one_that_failed_says_why_in_one_line() {
        component("ledger", "Ledger", ComponentConfigurationDTO.FAILED_ACTIVATION).failure = "Permanent: the disk is gone\n\tat somewhere";
        waiting("inbox", "Intake", "Ledger", null);
        assertThat(lacks().causes()).extracting(Lack::toString).containsExactly("ledger failed to start: Permanent: the disk is gone");
    }
}
