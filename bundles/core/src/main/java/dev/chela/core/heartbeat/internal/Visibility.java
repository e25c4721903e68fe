package dev.chela.core.heartbeat.internal;

import dev.chela.core.channel.ChannelsConfig;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What of heartbeats is seen over a channel. The words, and what holds where nothing is said, are OpenClaw's.
 *
 * @param showOk whether it is told that there is nothing to tell
 * @param showAlerts whether what there is to tell is told
 * @param useIndicator whether the event tells clients how it went
 */
record Visibility(boolean showOk, boolean showAlerts, boolean useIndicator) {
    static final Visibility USUAL = new Visibility(false, true, true);

    /** Part by part: what the account says goes before its channel, and that before {@code channels.defaults}. */
    static Visibility of(ChannelsConfig channels, Listener listener) {
        if (!(listener instanceof Listener.Someone someone)) {
            return USUAL;
        }
        List<Map<String, Object>> said = channels.heartbeats(someone.address().channel(), someone.address().account());
        return new Visibility(part(said, "showOk", USUAL.showOk), part(said, "showAlerts", USUAL.showAlerts),
                part(said, "useIndicator", USUAL.useIndicator));
    }

    private static boolean part(List<Map<String, Object>> said, String name, boolean usual) {
        return said.stream().flatMap(place -> Stream.ofNullable(place.get(name))).findFirst().map(Boolean.TRUE::equals).orElse(usual);
    }

    /** Nobody would see anything of one. */
    boolean isNothing() {
        return !showOk && !showAlerts && !useIndicator;
    }
}
