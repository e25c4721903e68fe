package dev.chela.core.command.internal;

import dev.chela.core.session.Settings;
import dev.chela.core.session.Settings.Setting;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What follows {@code /queue}. Pure.
 *
 * @param wrong what does not fit, for the person; empty when all fits
 * @param wanted empty texts for as configured
 */
record QueueWords(String wrong, Map<Setting, String> wanted) {
    static final String USAGE = "/queue steer|followup|collect|interrupt|default debounce:2s cap:20 drop:old|new|summarize";
    static final List<Setting> SETTINGS = List.of(Setting.QUEUE_MODE, Setting.QUEUE_DEBOUNCE, Setting.QUEUE_CAP, Setting.QUEUE_DROP);
    private static final Pattern DURATION = Pattern.compile("([0-9]{1,6})(ms|s|m)?");
    private static final Pattern OPTION = Pattern.compile("(?i)(debounce|cap|drop)([:=].*)?");
    private static final long LONGEST = 600_000;
    private static final int MOST = 200;

    static QueueWords of(String args) {
        Map<Setting, String> wanted = new LinkedHashMap<>();
        for (String word : args.strip().toLowerCase(Locale.ROOT).split("\\s+")) {
            if (word.equals("default") || word.equals("reset")) {
                SETTINGS.forEach(setting -> wanted.put(setting, ""));
            } else if (!reads(word, wanted)) {
                return new QueueWords("/queue does not know \"" + word + "\". Use " + USAGE, Map.of());
            }
        }
        return new QueueWords("", wanted);
    }

    static boolean isOption(String word) {
        return OPTION.matcher(word).matches() || word.equalsIgnoreCase("default");
    }

    private static boolean reads(String word, Map<Setting, String> wanted) {
        String[] option = word.split("[:=]", 2);
        if (option.length == 1) {
            return put(wanted, Setting.QUEUE_MODE, Setting.QUEUE_MODE.known().contains(word) ? Optional.of(word) : Optional.empty());
        }
        return switch (option[0]) {
            case "debounce" -> put(wanted, Setting.QUEUE_DEBOUNCE, millis(option[1]));
            case "cap" -> put(wanted, Setting.QUEUE_CAP, count(option[1]));
            case "drop" -> put(wanted, Setting.QUEUE_DROP, Optional.of(option[1]).filter(Setting.QUEUE_DROP.known()::contains));
            default -> false;
        };
    }

    private static boolean put(Map<Setting, String> wanted, Setting setting, Optional<String> value) {
        value.ifPresent(fits -> wanted.put(setting, fits));
        return value.isPresent();
    }

    private static Optional<String> millis(String text) {
        Matcher form = DURATION.matcher(text);
        if (!form.matches()) {
            return Optional.empty();
        }
        String unit = form.group(2) == null ? "ms" : form.group(2);
        long millis = Long.parseLong(form.group(1)) * (unit.equals("ms") ? 1 : unit.equals("s") ? 1_000 : 60_000);
        return Optional.of(String.valueOf(millis)).filter(fits -> millis <= LONGEST);
    }

    private static Optional<String> count(String text) {
        return Optional.of(text).filter(digits -> digits.matches("[0-9]{1,3}"))
                .map(Integer::valueOf).filter(count -> count >= 1 && count <= MOST).map(String::valueOf);
    }

    Settings change(Settings settings) {
        Settings changed = settings;
        for (Map.Entry<Setting, String> each : wanted.entrySet()) {
            changed = changed.with(each.getKey(), each.getValue());
        }
        return changed;
    }
}
