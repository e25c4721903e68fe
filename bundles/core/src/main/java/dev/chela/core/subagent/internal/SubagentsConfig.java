package dev.chela.core.subagent.internal;

import dev.chela.api.config.Range;
import dev.chela.api.id.AgentId;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the configuration says of sub-agents, {@code agents.defaults.subagents}; what an agent's own entry says goes first. */
public record SubagentsConfig(@Nullable Choice defaults, @Nullable Map<String, Choice> entries) {
    private static final int DEEPEST = 5;
    private static final int USUAL_CHILDREN = 5;

    public record Choice(@Nullable Subagents subagents) {}

    /**
     * @param maxSpawnDepth how many conversations may set each other to work, one below the other
     * @param maxChildrenPerAgent how many of one conversation may be at work at once
     * @param runTimeoutSeconds of each of their turns; 0 for as long as it takes
     * @param model a name, or an object with {@code primary}
     * @param allowAgents other agents that may be set to work; {@code *} for all
     * @param requireAgentId whether the agent has to be named
     */
    public record Subagents(
            @Range(min = 0, max = 5) int maxSpawnDepth, @Range(min = 0, max = 20) int maxChildrenPerAgent,
            @Range(min = 0) @Nullable Integer runTimeoutSeconds, @Nullable Object model, @Nullable String thinking,
            @Nullable List<String> allowAgents, @Nullable Boolean requireAgentId) {}

    int depth(AgentId agent) {
        return said(agent, each -> each.maxSpawnDepth() == 0 ? null : each.maxSpawnDepth()).orElse(DEEPEST);
    }

    int children(AgentId agent) {
        return said(agent, each -> each.maxChildrenPerAgent() == 0 ? null : each.maxChildrenPerAgent()).orElse(USUAL_CHILDREN);
    }

    Duration timeout(AgentId agent) {
        return Duration.ofSeconds(said(agent, Subagents::runTimeoutSeconds).orElse(0));
    }

    Optional<String> model(AgentId agent) {
        return said(agent, Subagents::model).map(model -> model instanceof Map<?, ?> map ? String.valueOf(map.get("primary")) : model.toString());
    }

    String thinking(AgentId agent) {
        return said(agent, Subagents::thinking).orElse("");
    }

    boolean mustName(AgentId agent) {
        return said(agent, Subagents::requireAgentId).orElse(false);
    }

    /** Whether one agent may set another to work. */
    boolean allows(AgentId agent, AgentId target) {
        List<String> allowed = said(agent, Subagents::allowAgents).orElse(List.of());
        return agent.equals(target) || allowed.contains("*") || allowed.stream().anyMatch(target.value()::equalsIgnoreCase);
    }

    private <T> Optional<T> said(AgentId agent, Function<Subagents, @Nullable T> what) {
        return Stream.of(Optional.ofNullable(entries).map(all -> all.get(agent.value())), Optional.ofNullable(defaults))
                .flatMap(Optional::stream).flatMap(choice -> Stream.ofNullable(choice.subagents()))
                .flatMap(choice -> Stream.ofNullable(what.apply(choice))).findFirst();
    }
}
