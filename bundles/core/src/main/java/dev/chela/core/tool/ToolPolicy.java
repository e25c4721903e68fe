package dev.chela.core.tool;

import dev.chela.core.tool.internal.Groups;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Which tools may be used. Names are case-insensitive, may hold {@code *}, and {@code group:…} stands for several.
 *
 * @param profile null: unfiltered, or what an outer policy says
 * @param allow when not empty, nothing else passes
 * @param alsoAllow added to the profile
 * @param deny always wins
 */
public record ToolPolicy(@Nullable Profile profile, List<String> allow, List<String> alsoAllow, List<String> deny) {
    public static final ToolPolicy OPEN = new ToolPolicy(null, List.of(), List.of(), List.of());

    /** This policy narrowed by an inner one, whose profile takes this one's place. */
    public boolean permits(String tool, ToolPolicy inner) {
        Profile effective = inner.profile != null ? inner.profile : profile;
        boolean profiled = effective == null || effective.has(tool) || Groups.match(alsoAllow, tool) || Groups.match(inner.alsoAllow, tool);
        return profiled && passes(tool) && inner.passes(tool);
    }

    private boolean passes(String tool) {
        return !Groups.match(deny, tool) && (allow.isEmpty() || Groups.matchAllowed(allow, tool));
    }

    /** OpenClaw's ready-made sets. */
    public enum Profile {
        MINIMAL(List.of("session_status")),
        CODING(List.of("group:fs", "group:runtime", "group:web", "group:sessions", "group:memory", "automations", "cron", "*_goal",
                "progress_card", "ask_user", "skill_workshop", "view_image", "*_generate")),
        MESSAGING(List.of("group:messaging", "group:sessions", "ask_user")),
        FULL(List.of("*"));

        private final List<String> tools;

        Profile(List<String> tools) {
            this.tools = tools;
        }

        /** Whether a tool belongs to it. */
        public boolean has(String tool) {
            return Groups.match(tools, tool);
        }
    }
}
