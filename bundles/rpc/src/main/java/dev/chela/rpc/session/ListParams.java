package dev.chela.rpc.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.chela.api.config.Range;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The filters of {@code sessions.list} that Chela's sessions can answer; any other property is refused by name.
 *
 * @param archived only those that are, or {@code "all"}; those that are not when absent
 * @param group the category
 * @param hasBoard no session has one; {@code boardFace}, {@code projectId}, {@code workspaceDir}: nor stands in a face, project or
 *     place other than its agent's
 * @param creatorId and all that names a profile: a gateway of one person has none, so nothing is found by it
 * @param involvingMe everything involves the one person; {@code ownerFirst} changes no order
 * @param includePeople the answer says who takes part: nobody with a profile
 * @param includeActivitySummary of no consequence: nobody summarizes
 */
public record ListParams(
        @Range(min = 1) Optional<Integer> limit, @Range(min = 0) Optional<Integer> offset, Optional<String> agentId,
        Optional<String> search, Optional<String> label, @Range(min = 1) Optional<Integer> activeMinutes, Optional<Boolean> activeOnly,
        Optional<SortBy> sortBy, Optional<Boolean> includeGlobal, Optional<Boolean> includeUnknown, Optional<Boolean> excludeSubagents,
        Optional<Boolean> excludeCron, Optional<Boolean> excludeSystem, Optional<Boolean> configuredAgentsOnly,
        Optional<Boolean> requireLastInteraction, Optional<Boolean> includeDerivedTitles, Optional<Boolean> includeLastMessage,
        Optional<String> spawnedBy, Optional<Object> archived, Optional<Boolean> pinned, Optional<String> group,
        Optional<Boolean> hasBoard, Optional<BoardFace> boardFace, Optional<String> projectId, Optional<String> workspaceDir,
        Optional<String> creatorId, Optional<String> ownerId, Optional<String> involvingProfileId, Optional<Relation> profileRelation,
        Optional<Boolean> involvingMe, Optional<Boolean> ownerFirst, Optional<Boolean> includePeople,
        Optional<Boolean> includeActivitySummary) {
    static final ListParams NONE = new ListParams(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    public enum BoardFace { CHAT, DASHBOARD }

    public record Relation(String profileId, Relationship relationship) {}

    public enum Relationship { OWNED, CREATED, INVOLVING }

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
                    requireLastInteraction, Optional.empty(), Optional.empty(), spawnedBy, archived, pinned, group,
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(),
                    Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
        }
    }

    public ListParams {
        archived.filter(value -> !(value instanceof Boolean) && !value.equals("all")).ifPresent(value -> {
            throw new IllegalArgumentException("archived must be true, false or \"all\"");
        });
    }

    /** Whether it asks for what no session has. */
    boolean asksForNothingHere() {
        return hasBoard.orElse(false) || boardFace.filter(BoardFace.DASHBOARD::equals).isPresent()
                || Stream.of(projectId, workspaceDir, creatorId, ownerId, involvingProfileId, profileRelation).anyMatch(Optional::isPresent);
    }

    /** Newest first, each. */
    public enum SortBy {
        @JsonProperty("updatedAt") UPDATED_AT,
        /** When a person or a channel last spoke to it. */
        @JsonProperty("lastInteractionAt") LAST_INTERACTION_AT,
        @JsonProperty("activity") ACTIVITY
    }
}
