package dev.chela.core.access;

import dev.chela.core.channel.ChannelsConfig.AccountSettings;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Who may write over one account, as configured: OpenClaw's {@code dmPolicy}, {@code allowFrom}, {@code groupPolicy},
 * {@code groupAllowFrom} and {@code groups}. Pure.
 *
 * @param senders who may write directly, by the platform's ids
 * @param groupSenders who may write in groups, where the group itself does not say; empty where nobody was named
 * @param groups by the platform's id in lower case; {@code *} speaks for all others. Empty for no list at all
 */
public record AccountRules(Direct direct, Group group, Ids senders, Ids groupSenders, Map<String, GroupRule> groups) {
    public static final String ANY = "*";

    /** What becomes of a direct message from somebody unknown. */
    public enum Direct { PAIRING, ALLOWLIST, OPEN, DISABLED }

    /** Which groups the assistant takes part in. */
    public enum Group { OPEN, ALLOWLIST, DISABLED }

    /** @param senders who may write there; empty where the account's word holds */
    public record GroupRule(boolean enabled, Optional<Boolean> requireMention, Optional<Ids> senders) {}

    /** Ids in lower case, without the channel's name before them. */
    public record Ids(List<String> all, String channel) {
        /** Whether this very id is listed. */
        public boolean names(String id) {
            return !bare(id, channel).equals(ANY) && all.contains(bare(id, channel));
        }

        public boolean admits(String id) {
            return all.contains(ANY) || names(id);
        }
    }

    /** @param defaultGroup what {@code channels.defaults.groupPolicy} says, if anything */
    public static AccountRules of(AccountSettings account, Optional<String> defaultGroup) {
        Map<String, Object> settings = account.settings();
        Ids senders = ids(settings.get("allowFrom"), account.channel());
        Optional<Ids> inGroups = settings.containsKey("groupAllowFrom")
                ? Optional.of(ids(settings.get("groupAllowFrom"), account.channel())) : Optional.empty();
        return new AccountRules(
                word(Direct.class, settings.get("dmPolicy")).orElse(Direct.PAIRING),
                word(Group.class, settings.get("groupPolicy")).or(() -> word(Group.class, defaultGroup.orElse(null))).orElse(Group.ALLOWLIST),
                senders, inGroups.orElse(senders), groups(settings, account.channel()));
    }

    /** @throws IllegalArgumentException when it is none of the words that there are */
    public static <E extends Enum<E>> Optional<E> word(Class<E> type, @Nullable Object value) {
        return value == null ? Optional.empty() : Optional.of(Enum.valueOf(type, String.valueOf(value).strip().toUpperCase(Locale.ROOT)));
    }

    private static Map<String, GroupRule> groups(Map<String, Object> settings, String channel) {
        Map<String, GroupRule> groups = new HashMap<>();
        if (settings.get("groups") instanceof Map<?, ?> listed) {
            listed.forEach((id, rule) -> groups.put(
                    bare(String.valueOf(id), channel), rule(rule instanceof Map<?, ?> said ? said : Map.of(), channel)));
        }
        return Map.copyOf(groups);
    }

    private static GroupRule rule(Map<?, ?> said, String channel) {
        return new GroupRule(!Boolean.FALSE.equals(said.get("enabled")),
                said.get("requireMention") instanceof Boolean wanted ? Optional.of(wanted) : Optional.empty(),
                said.containsKey("allowFrom") ? Optional.of(ids(said.get("allowFrom"), channel)) : Optional.empty());
    }

    /** @param listed a list of ids, or nothing */
    public static Ids ids(@Nullable Object listed, String channel) {
        List<String> ids = new ArrayList<>();
        if (listed instanceof List<?> entries) {
            entries.forEach(entry -> ids.add(bare(String.valueOf(entry), channel)));
        }
        return new Ids(List.copyOf(ids), channel);
    }

    private static String bare(String entry, String channel) {
        String id = entry.strip().toLowerCase(Locale.ROOT);
        return id.startsWith(channel + ":") ? id.substring(channel.length() + 1) : id;
    }

    /** What holds in a group; empty where the list of groups does not have it. */
    public Optional<GroupRule> rule(String group) {
        if (groups.isEmpty()) {
            return Optional.of(new GroupRule(true, Optional.empty(), Optional.empty()));
        }
        return Stream.of(bare(group, senders.channel()), ANY).map(groups::get).filter(java.util.Objects::nonNull).findFirst();
    }

    /** Who may write in a group. */
    public Ids senders(GroupRule rule) {
        return rule.senders().orElse(groupSenders);
    }

    /** Whether the assistant has to be spoken to in a group; where nobody says, it has. */
    public boolean requiresMention(GroupRule rule) {
        return rule.requireMention().or(() -> Optional.ofNullable(groups.get(ANY)).flatMap(GroupRule::requireMention)).orElse(true);
    }
}
