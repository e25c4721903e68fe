package dev.chela.rpc.session;

import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Field;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.Scope;
import dev.chela.core.session.Session;
import dev.chela.core.session.Settings;
import dev.chela.core.session.Settings.Setting;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A session's own settings, as clients ask for them. */
final class OwnSettings {
    private static final String USAGE_ON = "on";
    private static final String FULL = "full";

    private OwnSettings() {}

    /** @throws RpcFault when a value is none that there is; the message lists them */
    static UnaryOperator<Settings> change(String method, Map<Setting, Field<String>> wanted) {
        Map<Setting, String> read = new LinkedHashMap<>();
        wanted.forEach((setting, field) -> read(method, setting, field).ifPresent(value -> read.put(setting, value)));
        return settings -> {
            Settings changed = settings;
            for (Map.Entry<Setting, String> each : read.entrySet()) {
                changed = changed.with(each.getKey(), each.getValue());
            }
            return changed;
        };
    }

    /** @param mode true, false, or "auto", as clients write it */
    static String fast(String method, Object mode) {
        if (mode instanceof Boolean on) {
            return on ? "on" : "off";
        }
        if (!"auto".equals(mode)) {
            throw RpcFault.invalid("invalid " + method + " params: at /fastMode: must be true, false or \"auto\", not '" + mode + "'");
        }
        return "auto";
    }

    /** As clients read them. */
    static Map<String, Object> told(Settings settings) {
        Map<String, Object> told = new LinkedHashMap<>(settings.words());
        told.computeIfPresent(Setting.FAST.word(), (name, mode) -> mode.equals("auto") ? mode : (Object) mode.equals("on"));
        return told;
    }

    private static Optional<String> read(String method, Setting setting, Field<String> field) {
        if (!(field instanceof Field.Set<String> set)) {
            return field instanceof Field.Cleared ? Optional.of("") : Optional.empty();
        }
        String value = setting == Setting.RESPONSE_USAGE && set.value().equals(USAGE_ON) ? "tokens" : set.value();
        if (!setting.known().contains(value)) {
            throw RpcFault.invalid("invalid " + method + " params: at /" + setting.word() + ": must be one of "
                    + String.join(", ", setting.known()) + ", not '" + value + "'");
        }
        return Optional.of(value);
    }

    /** What decides over where answers go and which commands run is the owner's; whoever may write may take tools away. */
    static void mayChange(Caller caller, Map<Setting, Field<String>> wanted) {
        wanted.forEach((setting, field) -> {
            boolean narrows = setting == Setting.PERMISSION && field instanceof Field.Set<String> set && !set.value().equals(FULL);
            if (!(field instanceof Field.Absent) && !narrows && setting != Setting.FAST) {
                caller.require(Scope.ADMIN);
            }
        });
    }

    /** @throws RpcFault unless the mode is still the one that the client read; cleared: none */
    static void expectPermission(Optional<Session> session, Field<SessionChanges.Mode> expected) {
        String now = session.map(Session::settings).orElse(Settings.NONE).get(Setting.PERMISSION);
        boolean same = expected instanceof Field.Set<SessionChanges.Mode> set ? set.value().word().equals(now) : expected instanceof Field.Absent || now.isEmpty();
        if (!same) {
            throw new RpcFault("INVALID_REQUEST", "the session's permissionMode is " + (now.isEmpty() ? "not set" : now) + " by now: read it again",
                    Map.of("reason", "permission-mode-changed"), -1);
        }
    }
}
