package dev.chela.core.tool.internal;

import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.tool.ToolPolicy.Listed;
import dev.chela.core.tool.ToolPolicy.Rule;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What stands at the groups of channels about tools, {@code channels.C.groups.G.tools} and {@code toolsBySender}, and which sender a key means. Pure. */
public final class GroupRules {
    private static final String ANY = "*";
    private static final Set<String> KEYS = Set.of("allow", "alsoAllow", "deny");
    private static final Set<String> PREFIXES = Set.of("channel", "id", "e164", "username", "name");

    private GroupRules() {}

    /** @throws IllegalArgumentException when something is no policy: a mistake here must not let everybody do everything */
    public static void judge(Map<String, Object> channels) {
        channels.forEach((channel, said) -> {
            judgeGroups("channels." + channel, map(said));
            map(map(said).get("accounts")).forEach((id, own) -> judgeGroups("channels." + channel + ".accounts." + id, map(own)));
        });
    }

    private static void judgeGroups(String place, Map<String, Object> said) {
        map(said.get("groups")).forEach((id, rule) -> {
            String where = place + ".groups." + id;
            judgeLists(where + ".tools", map(rule).get("tools"));
            map(map(rule).get("toolsBySender")).forEach((key, lists) -> {
                judgeSender(where + ".toolsBySender", key);
                judgeLists(where + ".toolsBySender." + key, lists);
            });
        });
    }

    private static void judgeLists(String where, @Nullable Object lists) {
        boolean fits = lists == null || lists instanceof Map<?, ?> given && given.entrySet().stream()
                .allMatch(entry -> KEYS.contains(String.valueOf(entry.getKey())) && entry.getValue() instanceof List<?>);
        if (!fits) {
            throw new IllegalArgumentException(where + " must be an object with lists of tools: allow, deny");
        }
    }

    /** @throws IllegalArgumentException when no sender can be meant */
    public static void judgeSender(String where, String key) {
        int colon = key.indexOf(':');
        if (colon > 0 && !PREFIXES.contains(key.substring(0, colon))) {
            throw new IllegalArgumentException(where + " has the key \"" + key + "\"; a sender is named by channel:CHANNEL:ID, id:ID,"
                    + " e164:NUMBER, username:HANDLE, name:NAME, or * for everybody");
        }
    }

    /** The key that means whoever wrote, the most precise first. */
    static Optional<String> sender(Set<String> keys, ReturnAddress from) {
        String id = from.sender();
        return Stream.of("channel:" + from.channel() + ":" + id, "id:" + id, id, "e164:" + id, "username:" + from.handle(), "name:" + from.name(), ANY)
                .flatMap(wanted -> keys.stream().filter(key -> !wanted.endsWith(":") && key.replaceFirst("^(?i)username:@", "username:").equalsIgnoreCase(wanted)))
                .findFirst();
    }

    /** What holds in a group for whoever wrote there: the group's word for this sender, the group's, then those for all groups. */
    static Optional<Rule> of(Map<String, Object> channels, ReturnAddress from) {
        Map<String, Object> account = map(map(map(channels.get(from.channel())).get("accounts")).get(from.account()));
        return in(groups(channels, from.channel(), account), "channels." + from.channel() + ".groups.", from.conversation().id(), from.channel(),
                Optional.of(from));
    }

    /** What holds in a group whoever speaks, over each account of the channel. */
    static List<Rule> of(Map<String, Object> channels, String channel, String group) {
        Map<String, Object> accounts = new LinkedHashMap<>(Map.of("", Map.of()));
        accounts.putAll(map(map(channels.get(channel)).get("accounts")));
        List<Rule> rules = new ArrayList<>();
        accounts.values().forEach(account -> in(groups(channels, channel, map(account)), "channels." + channel + ".groups.", group, channel,
                Optional.empty()).ifPresent(rules::add));
        return rules;
    }

    private static Map<String, Object> groups(Map<String, Object> channels, String channel, Map<String, Object> account) {
        return map(account.containsKey("groups") ? account.get("groups") : map(channels.get(channel)).get("groups"));
    }

    private static Optional<Rule> in(Map<String, Object> groups, String place, String group, String channel, Optional<ReturnAddress> from) {
        return Stream.of(group, ANY).flatMap(wanted -> groups.keySet().stream().filter(id -> bare(id, channel).equalsIgnoreCase(wanted)))
                .flatMap(id -> at(place + id, map(groups.get(id)), from).stream()).findFirst();
    }

    private static Optional<Rule> at(String place, Map<String, Object> said, Optional<ReturnAddress> from) {
        Map<String, Object> senders = map(said.get("toolsBySender"));
        Optional<Rule> own = from.flatMap(who -> sender(senders.keySet(), who))
                .map(key -> listed(place + ".toolsBySender." + key, map(senders.get(key))));
        return own.or(() -> said.containsKey("tools") ? Optional.of(listed(place + ".tools", map(said.get("tools")))) : Optional.empty());
    }

    private static Rule listed(String where, Map<String, Object> lists) {
        return new Listed(where, names(lists.get("allow")), names(lists.get("deny")));
    }

    /** Every list of names that stands at a group, with its place. */
    static Map<String, List<String>> allowed(Map<String, Object> channels) {
        Map<String, List<String>> all = new LinkedHashMap<>();
        channels.forEach((channel, said) -> {
            collect(all, "channels." + channel, map(said));
            map(map(said).get("accounts")).forEach((id, own) -> collect(all, "channels." + channel + ".accounts." + id, map(own)));
        });
        return all;
    }

    private static void collect(Map<String, List<String>> all, String place, Map<String, Object> said) {
        map(said.get("groups")).forEach((id, rule) -> {
            String where = place + ".groups." + id;
            all.put(where + ".tools.allow", names(map(map(rule).get("tools")).get("allow")));
            map(map(rule).get("toolsBySender")).forEach((key, lists) ->
                    all.put(where + ".toolsBySender." + key + ".allow", names(map(lists).get("allow"))));
        });
    }

    private static List<String> names(@Nullable Object list) {
        return list instanceof List<?> given ? given.stream().map(String::valueOf).toList() : List.of();
    }

    private static String bare(String id, String channel) {
        String prefix = channel + ":";
        return id.toLowerCase(Locale.ROOT).startsWith(prefix) ? id.substring(prefix.length()) : id;
    }

    private static Map<String, Object> map(@Nullable Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> given) {
            given.forEach((key, item) -> map.put(String.valueOf(key), item));
        }
        return map;
    }
}
