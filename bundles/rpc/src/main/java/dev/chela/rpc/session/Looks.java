package dev.chela.rpc.session;

import dev.chela.api.rpc.Field;
import dev.chela.api.rpc.RpcFault;
import dev.chela.core.session.Session.Look;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.UnaryOperator;

/** What of a session's look a client may change, and how it reads. */
final class Looks {
    private static final int LONGEST_SIGN = 200;
    private static final int LONGEST_CATEGORY = 512;

    private final String method;
    private final long now;

    Looks(String method, long now) {
        this.method = method;
        this.now = now;
    }

    /** @throws RpcFault when a text is empty or too long */
    UnaryOperator<Look> change(SessionChanges.Mutation wanted) {
        UnaryOperator<Look> texts = text("icon", wanted.icon(), LONGEST_SIGN, Look::icon)
                .andThen(text("color", wanted.color(), LONGEST_SIGN, Look::color))
                .andThen(text("category", wanted.category(), LONGEST_CATEGORY, Look::category))
                .andThen(look -> verbose(look, wanted.verboseLevel()))::apply;
        return look -> {
            Look pinned = wanted.pinned().map(on -> texts.apply(look).pinned(since(on, look.pinnedAt()))).orElseGet(() -> texts.apply(look));
            Look archived = wanted.archived().map(on -> pinned.archived(since(on, look.archivedAt()))).orElse(pinned);
            return wanted.unread().map(on -> on ? archived.unread(now) : archived.read(now)).orElse(archived);
        };
    }

    private static Look verbose(Look look, Field<SessionChanges.Verbose> wanted) {
        return wanted instanceof Field.Absent ? look
                : look.verbose(wanted instanceof Field.Set<SessionChanges.Verbose> level ? level.value().word() : "");
    }

    /** Said twice, it is so since the first time. */
    private long since(boolean on, long already) {
        return !on ? 0 : already > 0 ? already : now;
    }

    private UnaryOperator<Look> text(String name, Field<String> wanted, int longest, BiFunction<Look, String, Look> set) {
        if (wanted instanceof Field.Absent) {
            return look -> look;
        }
        String text = wanted instanceof Field.Set<String> value ? value.value() : "";
        if (wanted instanceof Field.Set && text.isBlank() || text.length() > longest) {
            throw RpcFault.invalid("invalid " + method + " params: at /" + name + ": must have 1 to " + longest + " characters, or be null");
        }
        return look -> set.apply(look, text);
    }

    /** What is set, in the protocol's names. */
    static Map<String, Object> entry(Look look) {
        Map<String, Object> entry = new LinkedHashMap<>();
        put(entry, "icon", look.icon());
        put(entry, "color", look.color());
        put(entry, "category", look.category());
        put(entry, "verboseLevel", look.verbose());
        put(entry, "pinnedAt", look.pinnedAt());
        put(entry, "archivedAt", look.archivedAt());
        put(entry, "lastReadAt", look.readAt());
        put(entry, "markedUnreadAt", look.markedUnreadAt());
        return entry;
    }

    private static void put(Map<String, Object> entry, String name, String text) {
        Optional.of(text).filter(value -> !value.isEmpty()).ifPresent(value -> entry.put(name, value));
    }

    private static void put(Map<String, Object> entry, String name, long time) {
        Optional.of(time).filter(value -> value > 0).ifPresent(value -> entry.put(name, value));
    }
}
