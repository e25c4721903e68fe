package dev.chela.core.tool;

import dev.chela.core.tool.internal.Groups;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What keeps tools away from somebody: rules in order, each of which only takes away. Names are case-insensitive, may hold {@code *},
 * and {@code group:…} stands for several.
 */
public record ToolPolicy(List<Rule> rules) {
    public static final ToolPolicy OPEN = new ToolPolicy(List.of());

    public ToolPolicy {
        rules = List.copyOf(rules);
    }

    /** The setting that says no to a tool, for people; empty when it may be used. */
    public Optional<String> objection(String tool) {
        return rules.stream().flatMap(rule -> rule.objection(tool).stream()).findFirst();
    }

    public boolean permits(String tool) {
        return objection(tool).isEmpty();
    }

    /** The settings that name everything that passes. Where one does, no tool at all is a mistake and not a wish. */
    public List<String> allowing() {
        return rules.stream().filter(rule -> rule instanceof Listed listed && !listed.allow().isEmpty()).map(rule -> ((Listed) rule).where() + ".allow")
                .distinct().toList();
    }

    public ToolPolicy and(List<Rule> more) {
        List<Rule> all = new ArrayList<>(rules);
        all.addAll(more);
        return new ToolPolicy(all);
    }

    /** One step of the way that a tool has to come. */
    public sealed interface Rule {
        Optional<String> objection(String tool);
    }

    /** @param also what passes besides the profile */
    public record Profiled(String where, Profile profile, List<String> also) implements Rule {
        @Override
        public Optional<String> objection(String tool) {
            return profile.has(tool) || Groups.match(also, tool) ? Optional.empty()
                    : Optional.of(where + " is \"" + profile.word() + "\", which does not have it");
        }
    }

    /** @param allow when not empty, nothing else passes. @param deny always wins */
    public record Listed(String where, List<String> allow, List<String> deny) implements Rule {
        @Override
        public Optional<String> objection(String tool) {
            if (Groups.match(deny, tool)) {
                return Optional.of(where + ".deny names it");
            }
            return allow.isEmpty() || Groups.matchAllowed(allow, tool) ? Optional.empty() : Optional.of(where + ".allow does not name it");
        }
    }

    /** The tools work in a sandbox, which has not all of them. */
    public record Sandboxed(String where, List<String> allow, List<String> deny) implements Rule {
        @Override
        public Optional<String> objection(String tool) {
            return Groups.match(deny, tool) ? Optional.of(where + ".deny names it, and this conversation's tools work in a sandbox")
                    : Groups.matchAllowed(allow, tool) ? Optional.empty()
                            : Optional.of("this conversation's tools work in a sandbox, which does not have it; " + where + ".alsoAllow can name it");
        }
    }

    /** A sub-agent's run: some tools are only for conversations that people speak to. */
    public record Spawned(String where, List<String> allow, List<String> deny) implements Rule {
        private static final List<String> NEVER = List.of("gateway", "agents_list", "session_status", "progress_card", "cron", "automations",
                "message", "sessions_send", "conversations_*");

        @Override
        public Optional<String> objection(String tool) {
            if (Groups.match(NEVER, tool)) {
                return Optional.of("a sub-agent does not have it; say in your result what should be done with it");
            }
            return new Listed(where, allow, deny).objection(tool);
        }
    }

    /** Somebody asks who is not the owner. */
    public record NotTheOwner() implements Rule {
        @Override
        public Optional<String> objection(String tool) {
            return Groups.isForOwners(tool) ? Optional.of("only the owner may use it, whom commands.ownerAllowFrom names") : Optional.empty();
        }
    }

    /** OpenClaw's ready-made sets. */
    public enum Profile {
        MINIMAL(List.of("session_status")),
        CODING(List.of("group:fs", "group:runtime", "group:web", "group:sessions", "group:memory", "automations", "cron", "heartbeat_respond",
                "*_goal", "progress_card", "ask_user", "skill_workshop", "view_image", "*_generate")),
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

        public String word() {
            return name().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
