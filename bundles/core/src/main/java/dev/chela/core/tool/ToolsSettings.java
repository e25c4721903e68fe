package dev.chela.core.tool;

import dev.chela.core.tool.ToolPolicy.Profile;
import dev.chela.core.tool.internal.GroupRules;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What the configuration says of who may use which tools: the section {@code tools}, that of each agent, and what stands at the groups
 * of channels.
 *
 * @param channels as they are, since what stands at a channel is mostly its own business
 */
public record ToolsSettings(@Nullable Tools tools, @Nullable Roster agents, @Nullable Map<String, Object> channels) {
    /** Nothing configured: every tool. */
    public static final ToolsSettings NONE = new ToolsSettings(null, null, null);

    public ToolsSettings {
        tools = tools == null ? Tools.nothing() : tools;
        agents = agents == null ? new Roster(null) : agents;
        channels = channels == null ? Map.of() : channels;
        tools.judge("tools");
        agents.entries().forEach((id, entry) -> entry.tools().judge("agents.entries." + id + ".tools"));
        GroupRules.judge(channels);
    }

    public record Roster(@Nullable Map<String, Entry> entries) {
        public Roster {
            entries = entries == null ? Map.of() : entries;
        }
    }

    public record Entry(@Nullable Tools tools) {
        public Entry {
            tools = tools == null ? Tools.nothing() : tools;
        }
    }

    /**
     * @param byProvider by a provider's id, or by a model's full name
     * @param subagents what their sub-agents have; read in the house's section alone
     * @param toolsBySender by {@code channel:CHANNEL:ID}, {@code id:ID}, {@code e164:NUMBER}, {@code name:NAME} or {@code *}
     */
    public record Tools(
            @Nullable Profile profile, @Nullable List<String> allow, @Nullable List<String> alsoAllow, @Nullable List<String> deny,
            @Nullable Map<String, OfProvider> byProvider, @Nullable Map<String, Lists> toolsBySender, @Nullable Subagents subagents) {
        public Tools(@Nullable Profile profile, @Nullable List<String> allow, @Nullable List<String> alsoAllow, @Nullable List<String> deny,
                @Nullable Map<String, OfProvider> byProvider, @Nullable Map<String, Lists> toolsBySender) {
            this(profile, allow, alsoAllow, deny, byProvider, toolsBySender, null);
        }

        static Tools nothing() {
            return new Tools(null, null, null, null, null, null);
        }

        public Tools {
            allow = listed(allow);
            alsoAllow = listed(alsoAllow);
            deny = listed(deny);
            byProvider = byProvider == null ? Map.of() : byProvider;
            toolsBySender = toolsBySender == null ? Map.of() : toolsBySender;
            subagents = subagents == null ? new Subagents(null) : subagents;
        }

        void judge(String where) {
            exclusive(where, allow, alsoAllow);
            byProvider.forEach((id, of) -> exclusive(where + ".byProvider." + id, of.allow(), of.alsoAllow()));
            toolsBySender.keySet().forEach(key -> GroupRules.judgeSender(where + ".toolsBySender", key));
        }
    }

    /** @param tools what sub-agents have, of what their agent has; of the house's section alone */
    public record Subagents(@Nullable Lists tools) {
        public Subagents {
            tools = tools == null ? new Lists(null, null) : tools;
        }
    }

    public record OfProvider(
            @Nullable Profile profile, @Nullable List<String> allow, @Nullable List<String> alsoAllow, @Nullable List<String> deny) {
        public OfProvider {
            allow = listed(allow);
            alsoAllow = listed(alsoAllow);
            deny = listed(deny);
        }
    }

    public record Lists(@Nullable List<String> allow, @Nullable List<String> deny) {
        public Lists {
            allow = listed(allow);
            deny = listed(deny);
        }
    }

    private static List<String> listed(@Nullable List<String> given) {
        return given == null ? List.of() : List.copyOf(given);
    }

    private static void exclusive(String where, List<String> allow, List<String> alsoAllow) {
        if (!allow.isEmpty() && !alsoAllow.isEmpty()) {
            throw new IllegalArgumentException(where + ".allow and " + where + ".alsoAllow exclude each other: allow names everything that"
                    + " passes, alsoAllow adds to the profile");
        }
    }
}
