package dev.chela.rpc.session;

import dev.chela.api.config.Range;
import java.util.Optional;

/** The filters of {@code sessions.list} that Chela's sessions can answer; any other property is refused by name. */
public record ListParams(
        @Range(min = 1) Optional<Integer> limit, @Range(min = 0) Optional<Integer> offset, Optional<String> agentId, Optional<String> search,
        Optional<String> label, @Range(min = 1) Optional<Integer> activeMinutes, Optional<Boolean> activeOnly, Optional<String> sortBy,
        Optional<Boolean> includeGlobal, Optional<Boolean> includeUnknown, Optional<Boolean> excludeSubagents,
        Optional<Boolean> excludeCron, Optional<Boolean> excludeSystem, Optional<Boolean> configuredAgentsOnly,
        Optional<Boolean> includeDerivedTitles, Optional<Boolean> includeLastMessage, Optional<String> spawnedBy,
        Optional<Object> archived) {}
