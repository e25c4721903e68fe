package dev.chela.rpc.session;

import java.util.Optional;

/** The filters of {@code sessions.list} that Chela's sessions can answer; any other property is refused by name. */
public record ListParams(
        Optional<Integer> limit, Optional<Integer> offset, Optional<String> agentId, Optional<String> search,
        Optional<String> label, Optional<Integer> activeMinutes, Optional<Boolean> activeOnly, Optional<String> sortBy,
        Optional<Boolean> includeGlobal, Optional<Boolean> includeUnknown, Optional<Boolean> excludeSubagents,
        Optional<Boolean> excludeCron, Optional<Boolean> excludeSystem, Optional<Boolean> configuredAgentsOnly,
        Optional<Boolean> includeDerivedTitles, Optional<Boolean> includeLastMessage, Optional<String> spawnedBy,
        Optional<Object> archived) {}
