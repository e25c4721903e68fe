package dev.chela.core.question;

import dev.chela.api.grant.Questions.Question;
import dev.chela.core.event.EventType;
import dev.chela.core.event.PublicEvent;
import dev.chela.core.event.PublicFact;
import dev.chela.core.json.Json;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * One to three questions that were put to a person together. Times are milliseconds since 1970.
 *
 * @param id short enough to be typed
 * @param call what asks, the same after a restart
 * @param answers by the question's id; empty unless it is answered
 * @param resolvedBy who answered or declined; empty as long as nobody did
 * @param resolution the answering client's own id of its answer; empty for none
 */
public record Inquiry(
        String id, String call, List<Question> questions, Asker asker, long createdAt, long expiresAt, State state,
        Map<String, List<String>> answers, String resolvedBy, String resolution) {

    /**
     * On whose behalf it is asked; each may be empty.
     *
     * @param run with whose end nobody wants the answer any more
     */
    public record Asker(String agent, String session, String run) {}

    public enum State { PENDING, ANSWERED, CANCELLED, EXPIRED }

    public boolean isPending() {
        return state == State.PENDING;
    }

    public Inquiry answered(Map<String, List<String>> with, String by, String clientsId) {
        return new Inquiry(id, call, questions, asker, createdAt, expiresAt, State.ANSWERED, with, by, clientsId);
    }

    public Inquiry ended(State how, String by) {
        return new Inquiry(id, call, questions, asker, createdAt, expiresAt, how, Map.of(), by, "");
    }

    /** A person is asked, by the commit that this follows; or asked again, after a restart. */
    public record Requested(Inquiry inquiry) implements PublicFact {
        @Override
        public Optional<PublicEvent> told() {
            return Optional.of(inquiry.told(EventType.QUESTION_REQUESTED));
        }
    }

    /** It is answered, declined, has expired or is no longer wanted, by the commit that this follows. */
    public record Resolved(Inquiry inquiry) implements PublicFact {
        @Override
        public Optional<PublicEvent> told() {
            return Optional.of(inquiry.told(EventType.QUESTION_RESOLVED));
        }
    }

    private PublicEvent told(EventType type) {
        return PublicEvent.of(type, asker.session(), data -> {
            data.put("questionId", id).put("runId", asker.run()).put("state", state.name().toLowerCase(Locale.ROOT))
                    .put("createdAt", createdAt).put("expiresAt", expiresAt);
            data.set("questions", Json.tree(questions));
            if (!isPending()) {
                data.put("resolvedBy", resolvedBy).set("answers", Json.tree(answers));
            }
        });
    }
}
