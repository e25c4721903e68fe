package dev.chela.core.subagent;

import dev.chela.api.grant.Subagents.Helper;
import dev.chela.api.grant.Subagents.State;
import dev.chela.api.id.SessionKey;
import dev.chela.core.event.EventType;
import dev.chela.core.event.PublicEvent;
import dev.chela.core.event.PublicFact;
import dev.chela.core.inbox.Mandate;
import dev.chela.core.inbox.Mandate.Behalf;
import dev.chela.core.inbox.Mandate.Bill;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;

/**
 * A sub-agent as it stands on disk. Times are milliseconds since 1970, 0 for not yet.
 *
 * @param run its first
 * @param order what it was asked for
 * @param result its last answer, or why there is none
 * @param spent what was spent in its conversation, as far as its parent was told
 */
public record Kept(SessionKey session, String run, SessionKey parent, Order order, State state, String result, long startedAt, long endedAt,
        Bill spent) {
    private static final int SHORT = 8;

    /**
     * @param parentRun the run that asked
     * @param origin where the parent's person is; empty when over no channel
     * @param kept whether its conversation stays
     * @param told whether the parent hears of its end
     */
    public record Order(String parentRun, String label, String task, String model, String origin, Behalf behalf, int hops, boolean kept,
            boolean told) {}

    public boolean isRunning() {
        return state == State.RUNNING;
    }

    public Kept ended(State how, String said, long at, Bill total) {
        return new Kept(session, run, parent, order, how, said, startedAt, at, total);
    }

    /** Whose words it has when it speaks to its parent. */
    public Mandate mandate(int after) {
        return new Mandate(session.value(), order.behalf(), after + 1);
    }

    public String id() {
        String uuid = session.rest().substring(session.rest().indexOf(':') + 1);
        return uuid.substring(0, Math.min(SHORT, uuid.length()));
    }

    /** Whether somebody means this one. */
    public boolean isCalled(String name) {
        return id().equals(name) || session.value().equals(name) || run.equals(name) || order.label().equalsIgnoreCase(name);
    }

    public Helper told(Bill now) {
        Optional<Instant> end = endedAt == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(endedAt));
        return new Helper(id(), session.value(), run, order.label(), order.model(), state, Instant.ofEpochMilli(startedAt), end, result,
                now.input() + now.output());
    }

    /** It ended, by the commit that this follows. */
    public record Finished(Kept kept) implements PublicFact {
        @Override
        public Optional<PublicEvent> told() {
            return Optional.of(kept.told(EventType.SUBAGENT_FINISHED));
        }
    }

    /** In its parent's stream. */
    public PublicEvent told(EventType type) {
        return PublicEvent.of(type, parent, data -> {
            data.put("subagentId", id()).put("childSession", session.value()).put("runId", run).put("label", order.label())
                    .put("task", order.task()).put("model", order.model()).put("state", state.name().toLowerCase(Locale.ROOT));
            if (!isRunning()) {
                data.put("result", result).put("inputTokens", spent.input()).put("outputTokens", spent.output());
            }
        });
    }
}
