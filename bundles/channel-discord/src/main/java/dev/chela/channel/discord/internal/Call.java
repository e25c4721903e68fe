package dev.chela.channel.discord.internal;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.MediaRef;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One call of the REST API.
 *
 * @param path after the API's version, encoded
 * @param files that go with it
 */
record Call(String method, String path, Optional<ObjectNode> body, List<MediaRef> files) {
    private static final Pattern MAJOR = Pattern.compile("^/(?:channels|guilds)/([0-9]+)");

    static Call of(String method, String path) {
        return new Call(method, path, Optional.empty(), List.of());
    }

    static Call of(String method, String path, ObjectNode body) {
        return new Call(method, path, Optional.of(body), List.of());
    }

    /** What Discord counts together, as far as it can be known before it says so. */
    String route() {
        return method + " " + path.replaceAll("\\?.*", "").replaceAll("/reactions/.*", "/reactions").replaceAll("(?<=/)[0-9]+", "ID");
    }

    /** The channel or guild, each of which is counted for itself; empty for neither. */
    String major() {
        Matcher found = MAJOR.matcher(path);
        return found.find() ? found.group(1) : "";
    }

    long bytes() {
        return files.stream().mapToLong(MediaRef::bytes).sum();
    }
}
