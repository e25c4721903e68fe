package dev.chela.core.channel.internal;

import java.net.URI;
import java.util.Collection;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The hosts that the owner named in the settings of an account: as an address, or alone. */
final class OwnersHosts {
    private static final Pattern ADDRESS = Pattern.compile("(https?|wss?)://\\S+");
    private static final Pattern NAME = Pattern.compile("([A-Za-z0-9-]+(?:\\.[A-Za-z0-9-]+)+)(:\\d+)?");

    private OwnersHosts() {}

    static Set<String> of(Map<String, Object> settings) {
        return texts(settings).map(OwnersHosts::host).filter(host -> !host.isEmpty()).map(host -> host.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    private static Stream<String> texts(Object value) {
        if (value instanceof Map<?, ?> tree) {
            return tree.values().stream().flatMap(OwnersHosts::texts);
        }
        return value instanceof Collection<?> list ? list.stream().flatMap(OwnersHosts::texts)
                : value instanceof String text ? Stream.of(text.strip()) : Stream.empty();
    }

    private static String host(String text) {
        if (ADDRESS.matcher(text).matches()) {
            try {
                String host = URI.create(text).getHost();
                return host == null ? "" : host;
            } catch (IllegalArgumentException malformed) {
                return "";
            }
        }
        var name = NAME.matcher(text);
        return name.matches() ? name.group(1) : "";
    }
}
