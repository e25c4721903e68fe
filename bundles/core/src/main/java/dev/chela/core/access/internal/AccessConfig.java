package dev.chela.core.access.internal;

import dev.chela.core.access.AccountRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the configuration says of people besides the section {@code channels}: who may give orders, and how groups speak to an agent. */
public record AccessConfig(@Nullable Commands commands, @Nullable Messages messages, @Nullable Roster agents) {
    public AccessConfig {
        commands = commands == null ? new Commands(null, null) : commands;
        messages = messages == null ? new Messages(null) : messages;
        agents = agents == null ? new Roster(null, null) : agents;
    }

    /**
     * @param ownerAllowFrom ids with their channel before them, {@code telegram:42}; without one they hold on every channel
     * @param allowFrom by channel, {@code *} for all channels; where it says anything, nobody else gives orders
     */
    public record Commands(@Nullable List<Object> ownerAllowFrom, @Nullable Map<String, List<Object>> allowFrom) {
        public Commands {
            ownerAllowFrom = ownerAllowFrom == null ? List.of() : ownerAllowFrom;
        }

        boolean owns(String channel, String sender) {
            return AccountRules.ids(ownerAllowFrom, channel).names(sender);
        }

        /** Empty where nobody says, and whoever may write may also give orders. */
        Optional<Boolean> lets(String channel, String sender) {
            return allowFrom == null ? Optional.empty() : Optional.of(Stream.of(channel, AccountRules.ANY)
                    .flatMap(key -> Stream.ofNullable(allowFrom.get(key)))
                    .anyMatch(ids -> AccountRules.ids(ids, channel).admits(sender)));
        }
    }

    public record Messages(@Nullable GroupChat groupChat) {}

    public record Roster(@Nullable Entry defaults, @Nullable Map<String, Entry> entries) {}

    public record Entry(@Nullable GroupChat groupChat) {}

    /** @param mentionPatterns regular expressions by which a text speaks to the agent, whatever the case; none switches them off */
    public record GroupChat(@Nullable List<String> mentionPatterns) {}

    /** The agent's own word, else that of all agents, else that of the house; empty where nobody says. */
    Optional<List<String>> mentionPatterns(String agent) {
        Map<String, Entry> entries = agents.entries() == null ? Map.of() : agents.entries();
        return Stream.of(Optional.ofNullable(entries.get(agent)).map(Entry::groupChat),
                        Optional.ofNullable(agents.defaults()).map(Entry::groupChat), Optional.ofNullable(messages.groupChat()))
                .flatMap(Optional::stream).flatMap(chat -> Stream.ofNullable(chat.mentionPatterns())).findFirst();
    }
}
