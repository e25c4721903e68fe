package dev.chela.core.sandbox;

import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the configuration says of sandboxes: {@code agents.defaults.sandbox}, and each agent's own, which goes before it key by key. */
public record SandboxConfig(@Nullable Roster agents, @Nullable Tools tools) {
    public SandboxConfig {
        agents = agents == null ? new Roster(null, null) : agents;
    }

    public record Roster(@Nullable Entry defaults, @Nullable Map<String, Entry> entries) {
        public Roster {
            entries = entries == null ? Map.of() : entries;
        }
    }

    public record Entry(@Nullable Wish sandbox, @Nullable Tools tools) {}

    /**
     * @param mode which conversations of the agent; {@code non-main} is all but the main one
     * @param scope who shares the sandbox's own directory; the agent's conversations when nobody says
     * @param workspaceAccess what of the agent's workspace is in it; nothing when nobody says
     * @param workspaceRoot where the sandboxes' own directories are made; in the state when nobody says
     */
    public record Wish(
            @Nullable Mode mode, @Nullable Scope scope, @Nullable Access workspaceAccess, @Nullable String workspaceRoot,
            @Nullable Network network) {
        static final Wish NONE = new Wish(null, null, null, null, null);

        Wish or(Wish other) {
            return new Wish(mode != null ? mode : other.mode, scope != null ? scope : other.scope,
                    workspaceAccess != null ? workspaceAccess : other.workspaceAccess,
                    workspaceRoot != null ? workspaceRoot : other.workspaceRoot, network != null ? network : other.network);
        }
    }

    public enum Mode { OFF, NON_MAIN, ALL }

    public enum Scope { AGENT, SESSION, SHARED }

    /** {@code rw}: commands and file tools work in the agent's workspace itself. */
    public enum Access { NONE, RO, RW }

    public enum Network { NONE, HOST }

    public record Tools(@Nullable OfSandbox sandbox) {}

    public record OfSandbox(@Nullable Lists tools) {}

    /** @param allow in place of the usual list; @param alsoAllow besides it; @param deny besides what is denied anyway */
    public record Lists(@Nullable List<String> allow, @Nullable List<String> alsoAllow, @Nullable List<String> deny) {
        public Lists {
            allow = allow == null ? List.of() : List.copyOf(allow);
            alsoAllow = alsoAllow == null ? List.of() : List.copyOf(alsoAllow);
            deny = deny == null ? List.of() : List.copyOf(deny);
        }
    }

    /** What holds for an agent; nulls where nobody says. */
    public Wish of(String agent) {
        Entry common = agents.defaults();
        Wish usual = common == null || common.sandbox() == null ? Wish.NONE : common.sandbox();
        Entry own = agents.entries().get(agent);
        return own == null || own.sandbox() == null ? usual : own.sandbox().or(usual);
    }

    /** What is said of the tools in sandboxes, with the place where it stands; the agent's own word alone when there is one. */
    public Stream<Map.Entry<String, Lists>> tools(String agent) {
        Entry own = agents.entries().get(agent);
        if (own != null && lists(own.tools()) != null) {
            return Stream.of(Map.entry("agents.entries." + agent + ".tools.sandbox.tools", lists(own.tools())));
        }
        return lists(tools) == null ? Stream.empty() : Stream.of(Map.entry("tools.sandbox.tools", lists(tools)));
    }

    private static @Nullable Lists lists(@Nullable Tools said) {
        return said == null || said.sandbox() == null ? null : said.sandbox().tools();
    }
}
