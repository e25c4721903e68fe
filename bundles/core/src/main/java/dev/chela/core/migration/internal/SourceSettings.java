package dev.chela.core.migration.internal;

import dev.chela.core.session.Session;
import dev.chela.core.session.Settings;
import dev.chela.core.session.Settings.Setting;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What people settled for a session there, in the words of this house. */
final class SourceSettings {
    private static final List<String> THINKING = List.of("off", "minimal", "low", "medium", "high", "xhigh");
    private static final List<String> VERBOSE = List.of("on", "off", "full");
    /** What people settle there and nothing here takes. What the other gateway wrote for itself is not told. */
    private static final List<String> NO_PLACE = List.of("queueDebounceMs", "queueCap", "ttsAuto", "execNode", "authProfileOverride");

    private final Map<String, Integer> leftOut = new TreeMap<>();

    /** Remembers what of this session has no place here. */
    void miss(SourceSession source) {
        NO_PLACE.stream().filter(name -> source.entry().hasNonNull(name)).forEach(name -> leftOut.merge(name, 1, Integer::sum));
    }

    /** @param fresh with its file, counters and times; @return with what was settled */
    Session settle(SourceSession source, Session fresh) {
        Settings settings = Settings.NONE;
        for (Setting setting : Setting.values()) {
            String value = switched(source.text(setting.word()).toLowerCase(Locale.ROOT));
            settings = setting.known().contains(value) ? settings.with(setting, value) : settings;
        }
        Session.Look look = Session.Look.NONE.verbose(known(VERBOSE, source.text("verboseLevel")))
                .pinned(source.number("pinnedAt")).archived(source.number("archivedAt")).read(source.number("lastReadAt"));
        long unread = source.number("markedUnreadAt");
        return fresh.labelled(source.text("label"), fresh.updatedAt()).using(model(source), fresh.updatedAt())
                .thinking(known(THINKING, source.text("thinkingLevel")), fresh.updatedAt())
                .looking(unread > 0 ? look.unread(unread) : look).settled(settings);
    }

    /** What is on or off may be a boolean there. */
    private static String switched(String value) {
        return value.equals("true") ? "on" : value.equals("false") ? "off" : value;
    }

    private static String model(SourceSession source) {
        String model = source.text("modelOverride");
        String provider = source.text("providerOverride");
        return model.isEmpty() || provider.isEmpty() || model.startsWith(provider + "/") ? model : provider + "/" + model;
    }

    private static String known(List<String> words, String said) {
        return words.contains(said) ? said : "";
    }

    void tell(Findings findings) {
        leftOut.forEach((name, sessions) -> findings.left(Findings.Kind.OTHER, name + " of " + sessions + " sessions",
                "is nothing that a session keeps here"));
    }
}
