package dev.chela.core.subagent.internal;

import dev.chela.api.fault.Permanent;
import dev.chela.core.agent.Agent;
import dev.chela.core.model.Models;
import dev.chela.core.session.Session;
import java.util.List;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Which model a sub-agent works with: the one that was asked for, the configured one, else that of whoever set it to work. */
@Component(service = ModelChoice.class)
public final class ModelChoice {
    private final Models models;

    @Activate
    public ModelChoice(@Reference Models models) {
        this.models = models;
    }

    /** @return as a session has it; empty for its agent's usual */
    String of(Session parent, Agent target, String asked, Optional<String> configured, List<String> notes) {
        String inherited = parent.key().agent().equals(target.id()) ? parent.model() : "";
        String otherwise = known(configured.orElse(""), notes).orElse(inherited);
        return asked.isBlank() ? otherwise : known(asked, notes).orElse(otherwise);
    }

    private Optional<String> known(String wanted, List<String> notes) {
        if (wanted.isBlank()) {
            return Optional.empty();
        }
        try {
            models.resolve(wanted);
            return Optional.of(wanted);
        } catch (Permanent unknown) {
            notes.add("model \"" + wanted + "\" was not used: " + unknown.getMessage());
            return Optional.empty();
        }
    }
}
