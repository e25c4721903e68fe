package dev.chela.core.files;

import dev.chela.api.id.AgentId;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What agents say of files themselves: {@code agents.entries.<id>.tools.fs}. */
public record AgentFs(@Nullable Roster agents) {
    public record Roster(@Nullable Map<String, Entry> entries) {}

    public record Entry(@Nullable Own tools) {}

    public record Own(@Nullable Wish fs) {}

    public record Wish(@Nullable Boolean workspaceOnly) {}

    /** The agent's own word, else the house's. */
    boolean workspaceOnly(AgentId agent, FsSettings house) {
        Entry entry = agents == null || agents.entries() == null ? null : agents.entries().get(agent.value());
        Boolean own = entry == null || entry.tools() == null || entry.tools().fs() == null ? null : entry.tools().fs().workspaceOnly();
        return own != null ? own : Boolean.TRUE.equals(house.workspaceOnly());
    }
}
