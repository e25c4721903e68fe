package dev.chela.core.reception.internal;

import dev.chela.api.config.Range;
import dev.chela.api.id.AgentId;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** How much of a group's talk an agent is told: {@code messages.groupChat.historyLimit}, and the agent's own before it. */
public record GroupTalk(@Nullable Messages messages, @Nullable Roster agents) {
    private static final int USUAL = 50;

    public record Messages(@Nullable GroupChat groupChat) {}

    public record Roster(@Nullable Map<String, Entry> entries) {}

    public record Entry(@Nullable GroupChat groupChat) {}

    /** @param historyLimit how many messages; 0 for none */
    public record GroupChat(@Range(min = 0, max = 1_000) @Nullable Integer historyLimit) {}

    int limit(AgentId agent) {
        Entry entry = agents == null || agents.entries() == null ? null : agents.entries().get(agent.value());
        return Stream.of(said(entry == null ? null : entry.groupChat()), said(messages == null ? null : messages.groupChat()))
                .filter(limit -> limit >= 0).findFirst().orElse(USUAL);
    }

    private static int said(@Nullable GroupChat chat) {
        return chat == null || chat.historyLimit() == null ? -1 : chat.historyLimit();
    }
}
