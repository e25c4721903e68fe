package dev.chela.core.channel;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code channels} of the configuration. What stands below a channel's id is the business of the bundle that brings the
 * channel, which may be away; so it is taken as it is.
 */
public record ChannelsConfig(@Nullable Map<String, Object> channels) {
    /** The account of a channel that is configured without naming accounts. */
    public static final String DEFAULT = "default";

    private static final String FLUSH = "mediaGroupFlushMs";
    /** Known only where the channel's own schema has it, since a socket of its own goes through none. */
    private static final String PROXY = "proxy";
    private static final Pattern PROXY_ADDRESS = Pattern.compile("http://([A-Za-z0-9.-]+|\\[[0-9A-Fa-f:.]+])(?::(\\d{1,5}))/?");
    private static final int USUAL_FLUSH = 1_000;
    /** What the house itself reads of an account, whatever channel it is of. */
    public static final Set<String> OF_ACCOUNTS = Set.of("enabled", "name", "dmPolicy", "allowFrom", "groupPolicy", "groupAllowFrom", "groups",
            "responsePrefix", "streaming", FLUSH, "heartbeat", "heartbeatVisibility",
            "reactionNotifications");
    /** The same by two names: OpenClaw's manual has the first, its schema the second. */
    private static final List<String> HEARTBEAT = List.of("heartbeat", "heartbeatVisibility");
    private static final Set<String> SEEN = Set.of("showOk", "showAlerts", "useIndicator");
    /** What it reads of a channel besides. */
    public static final Set<String> OF_CHANNELS = Set.of("accounts", "defaultAccount");

    private static final Set<String> NO_CHANNELS = Set.of("defaults", "modelByChannel");
    private static final Map<String, List<String>> POLICIES = Map.of(
            "dmPolicy", List.of("pairing", "allowlist", "open", "disabled"), "groupPolicy", List.of("open", "allowlist", "disabled"),
            "reactionNotifications", List.of("off", "own", "all"));
    private static final Set<String> NOT_INHERITED = Set.of("accounts", "defaultAccount", "enabled");

    public ChannelsConfig {
        channels = channels == null ? Map.of() : channels;
        channels.forEach(ChannelsConfig::judge);
    }

    /** A policy with a typing error must not let anybody in, nor shut everybody out: the last good file holds. */
    private static void judge(String channel, Object said) {
        Map<String, Object> common = map(said);
        judgeOne("channels." + channel, common);
        map(common.get("accounts")).forEach((id, own) -> judgeOne("channels." + channel + ".accounts." + id, map(own)));
        POLICIES.forEach((key, words) -> {
            judge("channels." + channel + "." + key, common.get(key), words);
            map(common.get("accounts")).forEach((id, own) ->
                    judge("channels." + channel + ".accounts." + id + "." + key, map(own).get(key), words));
        });
    }

    private static void judgeOne(String place, Map<String, Object> settings) {
        judgeFlush(place, settings);
        proxy(place, settings.get(PROXY));
        HEARTBEAT.stream().filter(settings::containsKey).forEach(key -> {
            Object value = settings.get(key);
            boolean known = map(value).entrySet().stream().allMatch(part -> SEEN.contains(part.getKey()) && part.getValue() instanceof Boolean);
            if (!(value instanceof Map<?, ?>) || !known) {
                throw new IllegalArgumentException(place + "." + key + " is " + value + "; it must be an object that says true or false of "
                        + SEEN.stream().sorted().toList());
            }
        });
    }

    private static void judgeFlush(String place, Map<String, Object> settings) {
        Object value = settings.get(FLUSH);
        if (value != null && !(value instanceof Number millis && millis.longValue() >= 0)) {
            throw new IllegalArgumentException(place + "." + FLUSH + " is \"" + value + "\"; it must be a number of milliseconds");
        }
    }

    private static Optional<InetSocketAddress> proxy(String place, @Nullable Object value) {
        if (value == null) {
            return Optional.empty();
        }
        Matcher address = PROXY_ADDRESS.matcher(String.valueOf(value).strip());
        int port = address.matches() ? Integer.parseInt(address.group(2)) : 0;
        if (port < 1 || port > 65_535) {
            throw new IllegalArgumentException(place + "." + PROXY + " must be an HTTP proxy without a password, as in http://proxy.example:3128");
        }
        return Optional.of(InetSocketAddress.createUnresolved(address.group(1), port));
    }

    private static void judge(String key, @Nullable Object value, List<String> words) {
        if (value != null && !words.contains(value)) {
            throw new IllegalArgumentException(key + " is \"" + value + "\"; it must be one of " + String.join(", ", words));
        }
    }

    /**
     * One account as configured: what stands at the channel holds for each of its accounts, unless the account says otherwise.
     *
     * @param settings secrets included
     */
    public record AccountSettings(String channel, String id, boolean enabled, Map<String, Object> settings) {
        /** How long the rest of an album is waited for, after each part: a second unless said. */
        public Duration albumWait() {
            return Duration.ofMillis(settings.get(FLUSH) instanceof Number millis ? millis.longValue() : USUAL_FLUSH);
        }

        /** By way of which HTTP proxy its HTTP and WebSockets go. */
        public Optional<InetSocketAddress> proxy() {
            return ChannelsConfig.proxy("channels." + channel, settings.get(PROXY));
        }

        /** Below which messages the assistant hears of reactions: {@code off}, {@code own} or {@code all}; its own unless said. */
        public String reactions() {
            return String.valueOf(settings.getOrDefault("reactionNotifications", "own"));
        }
    }

    /** The channels that the file speaks of, whether or not anybody here knows them. */
    public List<String> ids() {
        return channels.keySet().stream().filter(id -> !NO_CHANNELS.contains(id)).sorted().toList();
    }

    /** What {@code channels.defaults} says of a key, for channels that do not say themselves. */
    public Optional<String> common(String key) {
        return Optional.ofNullable(map(channels.get("defaults")).get(key)).map(String::valueOf);
    }

    /**
     * What is said of how heartbeats are seen: by the account, by its channel, and by {@code channels.defaults}; the nearest first, none of
     * which need say all of it.
     */
    public List<Map<String, Object>> heartbeats(String channel, String account) {
        Map<String, Object> common = map(channels.get(channel));
        return Stream.of(map(map(common.get("accounts")).get(account)), common, map(channels.get("defaults")))
                .flatMap(place -> HEARTBEAT.stream().filter(place::containsKey).map(key -> map(place.get(key)))).toList();
    }

    public List<AccountSettings> accounts(String channel) {
        Map<String, Object> common = map(channels.get(channel));
        if (!channels.containsKey(channel) || NO_CHANNELS.contains(channel)) {
            return List.of();
        }
        Map<String, Object> named = new TreeMap<>(map(common.get("accounts")));
        if (named.isEmpty()) {
            named.put(DEFAULT, Map.of());
        }
        List<AccountSettings> accounts = new ArrayList<>();
        named.forEach((id, own) -> accounts.add(account(channel, id, common, map(own))));
        return List.copyOf(accounts);
    }

    public Optional<AccountSettings> account(String channel, String id) {
        return accounts(channel).stream().filter(account -> account.id().equals(id)).findFirst();
    }

    /** The account that is meant where none is named: {@code defaultAccount}, else {@code default}, else the first. */
    public String defaultAccount(String channel) {
        List<String> ids = accounts(channel).stream().map(AccountSettings::id).toList();
        return Optional.ofNullable(map(channels.get(channel)).get("defaultAccount")).map(String::valueOf)
                .orElse(ids.contains(DEFAULT) || ids.isEmpty() ? DEFAULT : ids.get(0));
    }

    private static AccountSettings account(String channel, String id, Map<String, Object> common, Map<String, Object> own) {
        Map<String, Object> settings = new LinkedHashMap<>(common);
        settings.putAll(own);
        settings.keySet().removeAll(NOT_INHERITED);
        boolean enabled = !Boolean.FALSE.equals(common.get("enabled")) && !Boolean.FALSE.equals(own.get("enabled"));
        return new AccountSettings(channel, id, enabled, Collections.unmodifiableMap(settings));
    }

    /** What is null says nothing. */
    private static Map<String, Object> map(@Nullable Object value) {
        Map<String, Object> map = new LinkedHashMap<>();
        if (value instanceof Map<?, ?> given) {
            given.forEach((key, item) -> {
                if (item != null) {
                    map.put(String.valueOf(key), item);
                }
            });
        }
        return map;
    }
}
