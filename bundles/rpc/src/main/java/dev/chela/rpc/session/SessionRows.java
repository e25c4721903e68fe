package dev.chela.rpc.session;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import dev.chela.api.fault.Permanent;
import dev.chela.api.id.AgentId;
import dev.chela.api.id.ModelRef;
import dev.chela.core.agent.Agent;
import dev.chela.core.agent.Agents;
import dev.chela.core.model.Models;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.session.Runs;
import dev.chela.core.session.Session;
import dev.chela.core.session.Sessions;
import java.math.BigDecimal;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Makes the protocol's session rows. */
@Component(service = SessionRows.class)
public final class SessionRows {
    private final Agents agents;
    private final Models models;
    private final Runs runs;
    private final Sessions sessions;

    @Activate
    public SessionRows(@Reference Agents agents, @Reference Models models, @Reference Runs runs, @Reference Sessions sessions) {
        this.agents = agents;
        this.models = models;
        this.runs = runs;
        this.sessions = sessions;
    }

    /**
     * One row, in the protocol's names.
     *
     * @param sessionId absent until somebody begins the session: it gets its id with what is first kept of it
     */
    public record Row(
            String key, String kind, String agentId, boolean isMain, Optional<String> sessionId, Optional<String> label,
            Optional<String> displayName, Optional<String> derivedTitle, Optional<String> lastMessagePreview, String chatType,
            long updatedAt, long createdAt, long lastActivityAt, Optional<String> status, boolean hasActiveRun,
            List<String> activeRunIds, Optional<String> lastRunId, Optional<Long> startedAt, Optional<Long> endedAt,
            Optional<Long> runtimeMs, String modelProvider, String model, Optional<String> modelOverrideSource,
            int contextTokens, long inputTokens, long outputTokens, long totalTokens, boolean totalTokensFresh,
            BigDecimal estimatedCostUsd, Optional<String> icon, Optional<String> color, Optional<String> category, boolean pinned,
            Optional<Long> pinnedAt, boolean archived, Optional<Long> archivedAt, Optional<String> archiveReason, boolean unread,
            Optional<Long> lastReadAt, Optional<Long> markedUnreadAt, Optional<String> parentSessionKey,
            Optional<Boolean> forkedFromParent, Optional<ForkSource> forkSource, Optional<String> spawnedBy, Optional<Integer> spawnDepth, Optional<String> channel, Optional<String> thinkingLevel, Optional<String> verboseLevel,
            Optional<List<Thinking.Level>> thinkingLevels, @JsonAnyGetter Map<String, Object> settings) {}

    public record ForkSource(String sessionKey, String sessionId, String entryId) {}

    /** What rows say of a model. */
    private record Told(ModelRef model, int contextWindow, Optional<List<Thinking.Level>> levels) {}

    /** Rows that are made in one go: what they say of a model is looked up once, where most of them say the same. For one thread. */
    public final class Sheet {
        private final Map<String, Told> told = new HashMap<>();

        public Row row(Session session, boolean titles, boolean preview) {
            return made(session, titles, preview, told.computeIfAbsent(wanted(session), SessionRows.this::tell));
        }
    }

    public Sheet sheet() {
        return new Sheet();
    }

    public Row row(Session session, boolean titles, boolean preview) {
        return sheet().row(session, titles, preview);
    }

    private Row made(Session session, boolean titles, boolean preview, Told told) {
        Session.Last last = session.last();
        Session.Look look = session.look();
        Session.Source source = session.source();
        Optional<ForkSource> fork = Optional.of(source).filter(Session.Source::isCopied)
                .map(from -> new ForkSource(from.sessionKey(), from.sessionId(), from.entryId()));
        Optional<Runs.Active> active = runs.active(session.key());
        return new Row(
                session.key().value(), kind(session), session.key().agent().value(), session.isMain(),
                sessions.find(session.key()).map(begun -> session.id()),
                text(session.label()), text(session.label().isEmpty() ? last.title() : session.label()),
                titles ? text(last.title()) : Optional.empty(), preview ? text(last.preview()) : Optional.empty(),
                kind(session).equals("group") ? "group" : "direct", session.updatedAt(), session.createdAt(), session.updatedAt(),
                active.isPresent() ? Optional.of("running") : text(last.state()), active.isPresent(),
                active.map(run -> List.of(run.run().value())).orElse(List.of()), text(last.runId()), time(last.startedAt()),
                time(last.endedAt()), time(last.endedAt() == 0 ? 0 : last.endedAt() - last.startedAt()), told.model().provider(),
                told.model().model(), session.chosenModel().map(chosen -> "user"), told.contextWindow(),
                session.spent().input(), session.spent().output(), last.contextTokens(), last.contextTokens() > 0,
                BigDecimal.valueOf(session.spent().cost(), 6), text(look.icon()), text(look.color()), text(look.category()),
                look.pinnedAt() > 0, time(look.pinnedAt()), look.archivedAt() > 0, time(look.archivedAt()),
                time(look.archivedAt()).map(at -> "manual"), session.isUnread(), time(look.readAt()), time(look.markedUnreadAt()),
                fork.map(ForkSource::sessionKey).or(() -> text(source.spawnedBy())), fork.map(from -> true), fork,
                text(source.spawnedBy()), Optional.of(source.depth()).filter(depth -> depth > 0),
                ReturnAddress.read(session.address()).map(ReturnAddress::channel), text(session.thinking()), text(look.verbose()),
                told.levels(), OwnSettings.told(session.settings()));
    }

    /** The model that the session's next turn would use; the last word of the configuration when none can be found. */
    public ModelRef model(Session session) {
        return resolved(wanted(session));
    }

    private String wanted(Session session) {
        return session.chosenModel().orElseGet(() -> configured(session.key().agent()));
    }

    private Told tell(String wanted) {
        ModelRef model = resolved(wanted);
        return new Told(model, models.describe(model).contextWindow(), Optional.of(Thinking.levels(models, model)).filter(levels -> !levels.isEmpty()));
    }

    private ModelRef resolved(String wanted) {
        try {
            return models.resolve(wanted);
        } catch (Permanent unknown) {
            return new ModelRef("unknown", wanted.isBlank() ? "none" : wanted);
        }
    }

    /** What a removed agent said stays readable; it has no model any more. */
    private String configured(AgentId agent) {
        return agents.list().stream().filter(known -> known.id().equals(agent)).findFirst().map(Agent::model).orElse("");
    }

    private static String kind(Session session) {
        return session.key().rest().contains(":channel:") ? "group" : "direct";
    }

    private static Optional<String> text(String value) {
        return value.isEmpty() ? Optional.empty() : Optional.of(value);
    }

    private static Optional<Long> time(long value) {
        return value == 0 ? Optional.empty() : Optional.of(value);
    }
}
