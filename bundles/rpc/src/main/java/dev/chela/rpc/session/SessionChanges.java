package dev.chela.rpc.session;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.chela.api.fault.Permanent;
import dev.chela.api.id.ModelRef;
import dev.chela.api.id.SessionKey;
import dev.chela.api.rpc.Caller;
import dev.chela.api.rpc.Field;
import dev.chela.api.rpc.RpcFault;
import dev.chela.api.rpc.Scope;
import dev.chela.api.task.Clock;
import dev.chela.core.model.ModelWish;
import dev.chela.core.model.Models;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import dev.chela.core.session.Settings;
import dev.chela.core.session.Settings.Setting;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What clients may change of a session, checked before anything is; and how a changed session is shown to them. */
@Component(service = SessionChanges.class)
public final class SessionChanges {
    private static final int LONGEST_LABEL = 512;

    private final Sessions sessions;
    private final SessionRows rows;
    private final Models models;
    private final Clock clock;

    @Activate
    public SessionChanges(
            @Reference Sessions sessions, @Reference SessionRows rows, @Reference Models models, @Reference Clock clock) {
        this.sessions = sessions;
        this.rows = rows;
        this.models = models;
        this.clock = clock;
    }

    /** Absent: as it is; cleared: no label, the agent's own model, no icon. */
    public record Mutation(
            Field<String> label, Field<String> model, Field<String> icon, Field<String> color, Field<String> category,
            Optional<Boolean> pinned, Optional<Boolean> archived, Optional<Boolean> unread, Field<String> thinkingLevel,
            Field<Verbose> verboseLevel, Field<String> sendPolicy, Field<String> responseUsage, Field<String> reasoningLevel,
            Field<String> permissionMode, Field<String> execSecurity, Field<String> execAsk, Field<String> execHost,
            Field<String> elevatedLevel, Field<String> groupActivation, Field<Object> fastMode, Field<String> traceLevel) {
        public static Mutation of(Field<String> label, Field<String> model, Field<String> category, Field<String> thinkingLevel,
                Field<String> permissionMode, Field<Object> fastMode) {
            return new Mutation(label, model, new Field.Absent<>(), new Field.Absent<>(), category, Optional.empty(),
                    Optional.empty(), Optional.empty(), thinkingLevel, new Field.Absent<>(), new Field.Absent<>(), new Field.Absent<>(),
                    new Field.Absent<>(), permissionMode, new Field.Absent<>(), new Field.Absent<>(), new Field.Absent<>(), new Field.Absent<>(),
                    new Field.Absent<>(), fastMode, new Field.Absent<>());
        }

        Map<Setting, Field<String>> settings(String method) {
            Map<Setting, Field<String>> settings = new EnumMap<>(Map.of(Setting.SEND_POLICY, sendPolicy, Setting.RESPONSE_USAGE, responseUsage,
                    Setting.REASONING, reasoningLevel, Setting.TRACE, traceLevel, Setting.PERMISSION, permissionMode,
                    Setting.EXEC_SECURITY, execSecurity, Setting.EXEC_ASK, execAsk, Setting.EXEC_HOST, execHost, Setting.ELEVATED, elevatedLevel,
                    Setting.ACTIVATION, groupActivation));
            settings.put(Setting.FAST, fastMode instanceof Field.Set<Object> mode ? new Field.Set<>(OwnSettings.fast(method, mode.value()))
                    : fastMode instanceof Field.Cleared ? new Field.Cleared<>() : new Field.Absent<>());
            return settings;
        }

        /** @throws RpcFault when the caller may not change all of this, or a value cannot be */
        public void allowed(String method, Caller caller) {
            if (!(verboseLevel instanceof Field.Absent)) {
                caller.require(Scope.ADMIN);
            }
            OwnSettings.mayChange(caller, settings(method));
        }
    }

    /** How much of the work clients show besides the answers. */
    public enum Verbose {
        OFF,
        ON,
        FULL;

        String word() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** What tools may do in a session, as clients write it; {@code workspace} is never set here, since nothing judges commands. */
    public enum Mode {
        @JsonProperty("read-only") READ_ONLY,
        @JsonProperty("guarded") GUARDED,
        @JsonProperty("workspace") WORKSPACE,
        @JsonProperty("full") FULL;

        String word() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public record Resolved(String modelProvider, String model) {}

    /** @throws RpcFault when a value cannot be, or another session has the label; then nothing is changed */
    public Session patch(String method, SessionKey key, Mutation wanted) {
        UnaryOperator<Session> change = change(method, key, wanted);
        return sessions.commit(key, "patch", "patch", (session, step) -> change.apply(session));
    }

    /** The same, for a caller that makes the commit. */
    public UnaryOperator<Session> change(String method, SessionKey key, Mutation wanted) {
        Optional<String> label = label(method, key, wanted.label());
        Optional<ModelWish> wish = model(wanted.model());
        Optional<String> model = wish.map(chosen -> chosen.model().toString()).or(() -> wanted.model() instanceof Field.Cleared ? Optional.of("") : Optional.empty());
        String profile = wish.map(ModelWish::profile).orElse("");
        long now = clock.now().toEpochMilli();
        Optional<String> thinking = thinking(method, key, wanted.thinkingLevel(), model);
        UnaryOperator<Session.Look> look = new Looks(method, now).change(wanted);
        UnaryOperator<Settings> own = OwnSettings.change(method, wanted.settings(method));
        return session -> {
            Session labelled = label.map(text -> session.labelled(text, now)).orElse(session);
            Session using = model.map(chosen -> labelled.using(chosen, profile, now)).orElse(labelled);
            return thinking.map(level -> using.thinking(level, now)).orElse(using).looking(look.apply(session.look()))
                    .settled(own.apply(session.settings()));
        };
    }

    /** @param model the one that is chosen in the same breath */
    private Optional<String> thinking(String method, SessionKey key, Field<String> level, Optional<String> model) {
        if (!(level instanceof Field.Set<String> set)) {
            return level instanceof Field.Cleared ? Optional.of("") : Optional.empty();
        }
        Session session = sessions.open(key);
        ModelRef answering = rows.model(model.map(chosen -> session.using(chosen, 0)).orElse(session));
        return Optional.of(Thinking.read(models, answering, method, "thinkingLevel", set.value()));
    }

    private Optional<String> label(String method, SessionKey key, Field<String> label) {
        if (!(label instanceof Field.Set<String> set)) {
            return label instanceof Field.Cleared ? Optional.of("") : Optional.empty();
        }
        String text = set.value();
        if (text.isBlank() || text.length() > LONGEST_LABEL) {
            throw RpcFault.invalid("invalid " + method + " params: at /label: must have 1 to " + LONGEST_LABEL + " characters");
        }
        sessions.glances().stream().filter(other -> other.label().equals(text) && !other.key().equals(key)).findFirst()
                .ifPresent(other -> {
                    throw RpcFault.invalid("label already in use: " + text + " (by " + other.key() + ")");
                });
        return Optional.of(text);
    }

    private Optional<ModelWish> model(Field<String> model) {
        if (!(model instanceof Field.Set<String> set)) {
            return Optional.empty();
        }
        try {
            return Optional.of(ModelWish.of(models, set.value()));
        } catch (Permanent unknown) {
            throw RpcFault.invalid(String.valueOf(unknown.getMessage()));
        }
    }

    /** @throws RpcFault unless the session is marked unread since this moment, or, cleared, not at all */
    void expectMarked(SessionKey key, Field<Long> since) {
        long at = sessions.find(key).map(session -> session.look().markedUnreadAt()).orElse(0L);
        boolean same = since instanceof Field.Set<Long> set ? set.value() == at : since instanceof Field.Absent || at == 0;
        if (!same) {
            throw new RpcFault("INVALID_REQUEST", key + " has been marked unread or read since: read it again",
                    Map.of("reason", "marked-unread-changed"), -1);
        }
    }

    /** @throws RpcFault unless the session's mode is still this; cleared: none */
    public void expectPermission(SessionKey key, Field<Mode> expected) {
        OwnSettings.expectPermission(sessions.find(key), expected);
    }

    /** @throws RpcFault unless the session is still the one that the client read */
    public void expect(SessionKey key, Optional<String> sessionId, Optional<String> revision) {
        Optional<Session> session = sessions.find(key);
        boolean same = sessionId.isEmpty() || sessionId.equals(session.map(Session::id));
        if (!same || revision.isPresent() && !revision.equals(session.map(Session::revision))) {
            throw Keys.sessionChanged(key);
        }
    }

    /** {@code fastMode} in the words of its setting. @throws RpcFault when it is neither true, false nor "auto" */
    public static String fastMode(String method, Object mode) {
        return OwnSettings.fast(method, mode);
    }

    /** What is kept of a session, in the protocol's names. */
    public static Map<String, Object> entry(Session session) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("sessionId", session.id());
        entry.put("updatedAt", session.updatedAt());
        entry.put("lifecycleRevision", session.revision());
        if (!session.label().isEmpty()) {
            entry.put("label", session.label());
        }
        session.chosenModel().map(ModelRef::parse).ifPresent(model -> {
            entry.put("providerOverride", model.provider());
            entry.put("modelOverride", model.model());
        });
        if (!session.thinking().isEmpty()) {
            entry.put("thinkingLevel", session.thinking());
        }
        entry.putAll(OwnSettings.told(session.settings()));
        entry.putAll(Looks.entry(session.look()));
        return entry;
    }

    public Resolved resolved(Session session) {
        ModelRef model = rows.model(session);
        return new Resolved(model.provider(), model.model());
    }
}
