package dev.chela.core.tool;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The section {@code tools}, without those that lie within it. */
public record ToolsSettings(
        ToolPolicy.@Nullable Profile profile, @Nullable List<String> allow, @Nullable List<String> alsoAllow, @Nullable List<String> deny) {
    public ToolsSettings {
        if (allow != null && !allow.isEmpty() && alsoAllow != null && !alsoAllow.isEmpty()) {
            throw new IllegalArgumentException("tools.allow and tools.alsoAllow exclude each other: allow names everything that passes,"
                    + " alsoAllow adds to the profile");
        }
        allow = allow == null ? List.of() : List.copyOf(allow);
        alsoAllow = alsoAllow == null ? List.of() : List.copyOf(alsoAllow);
        deny = deny == null ? List.of() : List.copyOf(deny);
    }

    ToolPolicy policy() {
        return new ToolPolicy(profile, allow, alsoAllow, deny);
    }
}
