package dev.chela.core.subagent.internal;

import dev.chela.api.config.Range;
import dev.chela.api.id.AgentId;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What the configuration says of conversations that look at, and speak to, each other. */
public record TalkConfig(@Nullable Tools tools, @Nullable Talk session) {
    private static final int TURNS = 5;

    public record Tools(@Nullable Sessions sessions, @Nullable AgentToAgent agentToAgent) {}

    /** @param visibility which conversations a tool sees */
    public record Sessions(@Nullable Visibility visibility) {}

    public enum Visibility { SELF, TREE, AGENT, ALL }

    /** @param allow agents, also as patterns with {@code *}, both of which must be among them; none for all */
    public record AgentToAgent(@Nullable Boolean enabled, @Nullable List<String> allow) {}

    public record Talk(@Nullable Turns agentToAgent) {}

    /** @param maxPingPongTurns how often two conversations answer each other by themselves */
    public record Turns(@Range(min = 0, max = 5) @Nullable Integer maxPingPongTurns) {}

    Visibility visibility() {
        return tools == null || tools.sessions() == null || tools.sessions().visibility() == null ? Visibility.ALL : tools.sessions().visibility();
    }

    /** Whether two agents may have to do with each other. */
    boolean lets(AgentId one, AgentId other) {
        AgentToAgent said = tools == null ? null : tools.agentToAgent();
        boolean off = said != null && Boolean.FALSE.equals(said.enabled());
        List<String> allow = said == null || said.allow() == null ? List.of() : said.allow();
        return one.equals(other) || !off && (allow.isEmpty() || matches(allow, one) && matches(allow, other));
    }

    private static boolean matches(List<String> patterns, AgentId agent) {
        return patterns.stream().anyMatch(pattern -> agent.value().matches(Pattern.quote(pattern.strip().toLowerCase(Locale.ROOT))
                .replace("*", "\\E.*\\Q")));
    }

    int turns() {
        return session == null || session.agentToAgent() == null || session.agentToAgent().maxPingPongTurns() == null ? TURNS
                : session.agentToAgent().maxPingPongTurns();
    }
}
