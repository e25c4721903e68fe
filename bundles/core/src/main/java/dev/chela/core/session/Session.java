package dev.chela.core.session;

import dev.chela.api.id.SessionKey;
import java.util.Optional;

/**
 * What the index knows of one conversation. Times are milliseconds since 1970; 0 and the empty string mean "not yet".
 *
 * @param id changes when the conversation starts anew, while the key stays
 * @param file the transcript, relative to the home directory
 * @param revision changes with every reset
 * @param leaf the last entry of the transcript
 * @param entries how many entries the transcript has, headers included
 * @param contextTokens the size of the last prompt
 */
public record Session(
        SessionKey key, String id, String file, String label, String model, long createdAt, long updatedAt, long startedAt,
        String revision, String leaf, long entries, Last last, Spent spent) {

    /** The last run. {@code state} is one of the protocol's: running, done, failed, killed. */
    public record Last(String runId, String state, String model, long startedAt, long endedAt, long contextTokens, String title,
            String preview) {
        public static final Last NONE = new Last("", "", "", 0, 0, 0, "", "");

        public Last titled(String newTitle) {
            return new Last(runId, state, model, startedAt, endedAt, contextTokens, newTitle, preview);
        }
    }

    /** Sums since the session began. {@code cost} is in micro-dollars. */
    public record Spent(long input, long output, long cost) {
        public static final Spent NOTHING = new Spent(0, 0, 0);

        public Spent plus(long moreInput, long moreOutput, long moreCost) {
            return new Spent(input + moreInput, output + moreOutput, cost + moreCost);
        }
    }

    public Optional<String> chosenModel() {
        return model.isEmpty() ? Optional.empty() : Optional.of(model);
    }

    public boolean isMain() {
        return key.rest().equals("main");
    }

    public Session labelled(String text, long now) {
        return new Session(key, id, file, text, model, createdAt, now, startedAt, revision, leaf, entries, last, spent);
    }

    public Session using(String reference, long now) {
        return new Session(key, id, file, label, reference, createdAt, now, startedAt, revision, leaf, entries, last, spent);
    }

    public Session advanced(String newLeaf, int more, long now) {
        return new Session(
                key, id, file, label, model, createdAt, now, startedAt, revision, newLeaf, entries + more, last, spent);
    }

    public Session with(Last newLast, Spent newSpent) {
        return new Session(
                key, id, file, label, model, createdAt, updatedAt, startedAt, revision, leaf, entries, newLast, newSpent);
    }

    /** The same conversation from its beginning: counters at zero, label and chosen model kept. */
    public Session renewed(String newRevision, long now) {
        return new Session(key, id, file, label, model, createdAt, now, now, newRevision, leaf, entries,
                Last.NONE, Spent.NOTHING);
    }
}
