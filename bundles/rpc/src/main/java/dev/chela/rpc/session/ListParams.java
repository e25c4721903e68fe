package dev.chela.rpc.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.chela.api.config.Range;
import java.util.Optional;

/**
 * The filters of {@code sessions.list} that Chela's sessions can answer; any other property is refused by name.
 *
 * @param archived only those that are, or {@code "all"}; those that are not when absent
 * @param group the category
 */
public record ListParams(
        @Range(min = 1) Optional<Integer> limit, @Range(min = 0) Optional<Integer> offset, Optional<String> agentId,
        Optional<String> search, Optional<String> label, @Range(min = 1) Optional<Integer> activeMinutes, Optional<Boolean> activeOnly,
        Optional<SortBy> sortBy, Optional<Boolean> includeGlobal, Optional<Boolean> includeUnknown, Optional<Boolean> excludeSubagents,
        Optional<Boolean> excludeCron, Optional<Boolean> excludeSystem, Optional<Boolean> configuredAgentsOnly,
        Optional<Boolean> requireLastInteraction, Optional<Boolean> includeDerivedTitles, Optional<Boolean> includeLastMessage,
        Optional<String> spawnedBy, Optional<Object> archived, Optional<Boolean> pinned, Optional<String> group) {
    static final ListParams NONE = new ListParams(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty());

    /** Those of the properties that choose sessions, for methods that do not list them. */
    public record Filter(
            Optional<String> agentId, Optional<String> search, Optional<String> label, @Range(min = 1) Optional<Integer> activeMinutes,
            Optional<Boolean> activeOnly, Optional<SortBy> sortBy, Optional<Boolean> includeGlobal, Optional<Boolean> includeUnknown,
            Optional<Boolean> excludeSubagents, Optional<Boolean> excludeCron, Optional<Boolean> excludeSystem,
            Optional<Boolean> configuredAgentsOnly, Optional<Boolean> requireLastInteraction, Optional<String> spawnedBy,
            Optional<Object> archived, Optional<Boolean> pinned, Optional<String> group) {
        ListParams all() {
            return new ListParams(Optional.empty(), Optional.empty(), agentId, search, label, activeMinutes, activeOnly, sortBy,
                    includeGlobal, includeUnknown, excludeSubagents, excludeCron, excludeSystem, configuredAgentsOnly,
                    requireLastInteraction, Optional.empty(), Optional.empty(), spawnedBy, archived, pinned, group);
        }
    }

    public ListParams {
        archived.filter(value -> !(value instanceof Boolean) && !value.equals("all")).ifPresent(value -> {
            throw new IllegalArgumentException("archived must be true, false or \"all\"");
        });
    }

    /** Newest first, each. */
    public enum SortBy {
        @JsonProperty("updatedAt") UPDATED_AT,
        /** When a person or a channel last spoke to it. */
        @JsonProperty("lastInteractionAt") LAST_INTERACTION_AT,
        @JsonProperty("activity") ACTIVITY
    }
}
