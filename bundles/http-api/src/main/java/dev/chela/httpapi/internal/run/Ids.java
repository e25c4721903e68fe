package dev.chela.httpapi.internal.run;

import dev.chela.api.id.RunId;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The ids that programs see. The id of an answer is its run's, and the id of a call holds its run's, so that whoever sends them
 * back is led to the session they came from, after a restart as well.
 */
public final class Ids {
    private static final Pattern CALL = Pattern.compile("call_([0-9a-f]{32})_(.+)", Pattern.DOTALL);

    private Ids() {}

    /** The kinds of answers. */
    public enum Kind {
        CHAT("chatcmpl_", "openai"), RESPONSE("resp_", "openresponses");

        private final String prefix;
        final String sessions;

        Kind(String prefix, String sessions) {
            this.prefix = prefix;
            this.sessions = sessions;
        }
    }

    /** @param key the program's own key of the request; the same key is the same run. Empty for a run that nothing repeats */
    static RunId run(Kind kind, String key) {
        UUID id = key.isEmpty() ? UUID.randomUUID()
                : UUID.nameUUIDFromBytes((kind.prefix + key).getBytes(StandardCharsets.UTF_8));
        return new RunId(kind.prefix + id.toString().replace("-", ""));
    }

    static String tail(RunId run) {
        return run.value().substring(run.value().indexOf('_') + 1);
    }

    public static String call(RunId run, String callId) {
        return "call_" + tail(run) + "_" + callId;
    }

    /** The runs that a call may be of. */
    static List<RunId> runs(String shown) {
        Matcher matcher = CALL.matcher(shown);
        return matcher.matches() ? Stream.of(Kind.values()).map(kind -> new RunId(kind.prefix + matcher.group(1))).toList() : List.of();
    }

    /** The call's id as the model gave it. */
    static String plain(String shown) {
        Matcher matcher = CALL.matcher(shown);
        return matcher.matches() ? matcher.group(2) : shown;
    }

    static Optional<RunId> response(String previous) {
        return previous.startsWith(Kind.RESPONSE.prefix) ? Optional.of(new RunId(previous)) : Optional.empty();
    }
}
