package dev.chela.core.tool.internal;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** The names that stand for several tools, and how a pattern matches a name. */
public final class Groups {
    private static final Map<String, List<String>> MEMBERS = Map.ofEntries(
            Map.entry("group:runtime", List.of("exec", "process", "code_execution")),
            Map.entry("group:fs", List.of("read", "write", "edit", "apply_patch", "ls")),
            Map.entry("group:sessions", List.of("sessions", "sessions_*", "conversations_*", "subagents", "session_status",
                    "suggest_task", "dismiss_task")),
            Map.entry("group:memory", List.of("memory_search", "memory_get")),
            Map.entry("group:web", List.of("web_search", "x_search", "web_fetch")),
            Map.entry("group:ui", List.of("browser", "canvas", "screen", "theme", "dashboard", "terminal", "portal", "show_widget")),
            Map.entry("group:automation", List.of("automations", "cron", "gateway", "plugins", "openclaw", "heartbeat_respond")),
            Map.entry("group:messaging", List.of("message")),
            Map.entry("group:nodes", List.of("nodes", "computer")),
            Map.entry("group:agents", List.of("agents_list", "*_goal", "progress_card", "ask_user", "skill_workshop")),
            Map.entry("group:media", List.of("view_image", "*_generate", "tts", "pdf")));

    private static final List<String> NOT_OPENCLAW = List.of("group:fs", "exec", "process", "canvas");

    /** What rules the house itself, or speaks for it elsewhere. */
    private static final List<String> FOR_OWNERS = List.of("automations", "cron", "gateway", "nodes", "openclaw", "plugins", "sessions",
            "conversations_*");

    private Groups() {}

    /** Whether one of the patterns is, or stands for, this tool. */
    public static boolean match(Collection<String> patterns, String tool) {
        String name = tool.toLowerCase(Locale.ROOT);
        return patterns.stream().anyMatch(pattern -> matches(pattern.toLowerCase(Locale.ROOT), name));
    }

    /** As {@link #match}; who may write may also patch. */
    public static boolean matchAllowed(Collection<String> patterns, String tool) {
        return match(patterns, tool) || (tool.equalsIgnoreCase("apply_patch") && match(patterns, "write"));
    }

    public static boolean isForOwners(String tool) {
        return match(FOR_OWNERS, tool);
    }

    /** Whether a pattern means none of the tools that there are; a group of tools may be empty. */
    static boolean isStrange(String pattern, Collection<String> tools) {
        String wanted = pattern.strip().toLowerCase(Locale.ROOT);
        boolean group = MEMBERS.containsKey(wanted) || wanted.equals("group:plugins") || wanted.equals("group:openclaw");
        return !group && !wanted.equals("*") && tools.stream().noneMatch(tool -> matchAllowed(List.of(wanted), tool));
    }

    /** The group that a catalogue shows a tool under; {@code group:plugins} for those that no group knows. */
    public static String of(String tool) {
        return MEMBERS.keySet().stream().sorted().filter(group -> match(MEMBERS.get(group), tool)).findFirst().orElse("group:plugins");
    }

    private static boolean matches(String pattern, String name) {
        return switch (pattern) {
            case "group:plugins" -> of(name).equals(pattern);
            case "group:openclaw" -> !of(name).equals("group:plugins") && !match(NOT_OPENCLAW, name);
            default -> MEMBERS.containsKey(pattern) ? match(MEMBERS.get(pattern), name) : glob(pattern, name);
        };
    }

    private static boolean glob(String pattern, String name) {
        if (pattern.indexOf('*') < 0) {
            return pattern.equals(name);
        }
        return name.matches(Pattern.quote(pattern).replace("*", "\\E.*\\Q"));
    }
}
