package dev.chela.core.approval;

import dev.chela.core.access.AccountRules;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Who may have commands leave a sandbox: {@code tools.elevated}, and what an agent says of it, which only takes away. */
public record ElevatedConfig(@Nullable Tools tools, @Nullable Roster agents) {
    public record Tools(@Nullable Elevated elevated) {}

    public record Roster(@Nullable Map<String, Entry> entries) {}

    public record Entry(@Nullable Tools tools) {}

    /**
     * @param enabled yes unless said
     * @param allowFrom by channel, people's ids there, bare or behind {@code id:}, {@code from:} or {@code e164:}, {@code *} for everybody who
     *     writes there. What people call themselves, behind {@code name:}, {@code username:} or {@code tag:}, fits nobody: others can take it
     */
    public record Elevated(@Nullable Boolean enabled, @Nullable Map<String, List<Object>> allowFrom) {
        private Optional<String> refusal(String place, String channel, String sender) {
            if (Boolean.FALSE.equals(enabled)) {
                return Optional.of(place + ".enabled is false");
            }
            List<Object> listed = allowFrom == null ? List.of() : allowFrom.getOrDefault(channel, List.of());
            boolean there = listed.stream().map(entry -> bare(String.valueOf(entry).strip()))
                    .anyMatch(entry -> entry.equals(AccountRules.ANY) || !sender.isEmpty() && AccountRules.ids(List.of(entry), channel).names(sender));
            return there ? Optional.empty() : Optional.of(place + ".allowFrom." + channel + " does not list " + (sender.isEmpty() ? "\"*\"" : sender));
        }

        private static String bare(String entry) {
            return Stream.of("id:", "from:", "e164:").filter(entry::startsWith).findFirst().map(prefix -> entry.substring(prefix.length())).orElse(entry);
        }
    }

    /** Whether anybody may at all. */
    public boolean listsSomebody(String agent) {
        return lists(house()) && own(agent).map(said -> said.allowFrom() == null ? !Boolean.FALSE.equals(said.enabled()) : lists(said)).orElse(true);
    }

    private static boolean lists(Elevated said) {
        return !Boolean.FALSE.equals(said.enabled()) && said.allowFrom() != null && said.allowFrom().values().stream().anyMatch(people -> !people.isEmpty());
    }

    private Elevated house() {
        return tools == null || tools.elevated() == null ? new Elevated(null, null) : tools.elevated();
    }

    private Optional<Elevated> own(String agent) {
        return Optional.ofNullable(agents).map(Roster::entries).map(entries -> entries.get(agent)).map(Entry::tools).map(Tools::elevated);
    }

    /** Why somebody may not, by the setting that says so; empty when he may. Without a setting nobody may. */
    public Optional<String> refusal(String agent, String channel, String sender) {
        return house().refusal("tools.elevated", channel, sender).or(() -> own(agent).flatMap(said -> own(said, "agents.entries." + agent + ".tools.elevated", channel, sender)));
    }

    /** An agent that lists nobody leaves it at the house's list. */
    private static Optional<String> own(Elevated said, String place, String channel, String sender) {
        return said.allowFrom() == null && !Boolean.FALSE.equals(said.enabled()) ? Optional.empty() : said.refusal(place, channel, sender);
    }
}
