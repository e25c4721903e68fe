package dev.chela.core.skill;

import dev.chela.api.config.Range;
import dev.chela.api.id.AgentId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What the section {@code agents} says of skills: an agent's list replaces the common one; an empty one means none at all. */
public record AgentSkills(@Nullable Choice defaults, @Nullable Map<String, Choice> entries) {
    public AgentSkills {
        defaults = defaults == null ? new Choice(null, null) : defaults;
        entries = entries == null ? Map.of() : entries;
    }

    /** @param skills names; null for all */
    public record Choice(@Nullable List<String> skills, @Nullable Limit skillsLimits) {}

    public record Limit(@Range(min = 0, max = 1_000_000) @Nullable Integer maxSkillsPromptChars) {}

    /** Empty when the agent may have every skill. */
    public Optional<List<String>> allowed(AgentId agent) {
        return Optional.ofNullable(of(agent).skills()).or(() -> Optional.ofNullable(java.util.Objects.requireNonNull(defaults).skills()));
    }

    /** The size of the agent's own list in a prompt; empty when neither it nor the common part says one. */
    public Optional<Integer> promptChars(AgentId agent) {
        return Optional.ofNullable(of(agent).skillsLimits()).map(Limit::maxSkillsPromptChars)
                .or(() -> Optional.ofNullable(java.util.Objects.requireNonNull(defaults).skillsLimits()).map(Limit::maxSkillsPromptChars));
    }

    private Choice of(AgentId agent) {
        return java.util.Objects.requireNonNull(entries).getOrDefault(agent.value(), new Choice(null, null));
    }
}
