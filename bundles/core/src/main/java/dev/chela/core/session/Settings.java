package dev.chela.core.session;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What a person has settled for one conversation alone. What is not in it is as configured. */
public record Settings(Map<Setting, String> values) {
    public static final Settings NONE = new Settings(Map.of());

    public Settings {
        values = Map.copyOf(values);
    }

    /** A setting, in the protocol's words. */
    public enum Setting {
        /** Whether answers leave over a channel. */
        SEND_POLICY("sendPolicy", "allow", "deny"),
        /** What a reply over a channel says of the tokens that it took. */
        RESPONSE_USAGE("responseUsage", "off", "tokens", "full"),
        /** Whether a reply over a channel shows what the model thought: before the answer, or each thought as soon as it stands. */
        REASONING("reasoningLevel", "off", "on", "stream"),
        /** Whether its model is asked for its faster service, where it has one; {@code auto}: while a run is young. */
        FAST("fastMode", "auto", "on", "off"),
        /** Whether a reply over a channel says what hooks of plugins changed or stopped in its run. */
        TRACE("traceLevel", "off", "on"),
        /** What tools may do; it goes before the two that follow. */
        PERMISSION("permissionMode", "read-only", "guarded", "full"),
        EXEC_SECURITY("execSecurity", "deny", "allowlist", "full"),
        EXEC_ASK("execAsk", "off", "on-miss", "always"),
        /** Where commands run: {@code sandbox} refuses them where there is none, {@code gateway} where there is one. */
        EXEC_HOST("execHost", "auto", "sandbox", "gateway"),
        /** Whether commands of those who may leave the sandbox leave it; {@code on} is {@code ask}. */
        ELEVATED("elevatedLevel", "off", "on", "ask", "full"),
        /** The credential of the chosen model's provider that alone is used. */
        AUTH_PROFILE("authProfileOverride"),
        /** What becomes of a message while a run goes on; the three behind it are what {@link QueueRule} says. */
        QUEUE_MODE("queueMode", "steer", "followup", "collect", "interrupt"),
        /** Milliseconds. */
        QUEUE_DEBOUNCE("queueDebounceMs"),
        QUEUE_CAP("queueCap"),
        QUEUE_DROP("queueDrop", "old", "new", "summarize"),
        /** Whether the assistant has to be spoken to in a group. */
        ACTIVATION("groupActivation", "mention", "always");

        private final String word;
        private final List<String> known;

        Setting(String word, String... known) {
            this.word = word;
            this.known = List.of(known);
        }

        public String word() {
            return word;
        }

        /** The values that there are; none for a number or a name. */
        public List<String> known() {
            return known;
        }
    }

    /** Empty when it is as configured. */
    public String get(Setting setting) {
        return values.getOrDefault(setting, "");
    }

    public boolean is(Setting setting, String value) {
        return get(setting).equals(value);
    }

    /** @param value empty for as configured */
    public Settings with(Setting setting, String value) {
        Map<Setting, String> changed = new EnumMap<>(Setting.class);
        changed.putAll(values);
        if (value.isEmpty()) {
            changed.remove(setting);
        } else {
            changed.put(setting, value);
        }
        return new Settings(changed);
    }

    /** By the protocol's names, in a fixed order. */
    public Map<String, String> words() {
        Map<String, String> words = new java.util.LinkedHashMap<>();
        for (Setting setting : Setting.values()) {
            if (values.containsKey(setting)) {
                words.put(setting.word(), get(setting));
            }
        }
        return words;
    }
}
