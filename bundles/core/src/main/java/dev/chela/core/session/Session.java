package dev.chela.core.session;

import dev.chela.api.id.SessionKey;
import dev.chela.core.event.EventType;
import dev.chela.core.event.PublicEvent;
import java.nio.file.Path;
import java.util.Optional;

/**
 * What the index knows of one conversation. Times are milliseconds since 1970; 0 and the empty string mean "not yet".
 *
 * @param id changes when the conversation starts anew, while the key stays
 * @param file the transcript, relative to the home directory
 * @param thinking how hard the model is to think; empty to leave it to the model
 * @param revision changes with every reset, and whenever another branch becomes the conversation
 * @param leaf the last entry of the transcript
 * @param entries how many entries the transcript has, headers included
 * @param address where the last message that came over a channel came from, as its input has it; empty when none ever did
 * @param touchedAt when a person last said something in it: what the house itself does keeps no conversation awake
 */
public record Session(
        SessionKey key, String id, String file, String label, String model, String thinking, long createdAt, long updatedAt, long startedAt,
        String revision, String leaf, long entries, Last last, Spent spent, Look look, Source source, String address,
        Settings settings, long touchedAt) {

    /**
     * The last run. {@code state} is one of the protocol's: running, done, failed, killed.
     *
     * @param before how many entries the transcript had when it began
     * @param contextTokens the size of the last prompt
     */
    public record Last(String runId, String state, String model, long before, long startedAt, long endedAt, long contextTokens,
            String title, String preview) {
        public static final Last NONE = new Last("", "", "", 0, 0, 0, 0, "", "");

        public Last titled(String newTitle) {
            return new Last(runId, state, model, before, startedAt, endedAt, contextTokens, newTitle, preview);
        }

        public boolean isRunning() {
            return state.equals("running");
        }
    }

    /** Sums since the session began. {@code cost} is in micro-dollars. */
    public record Spent(long input, long output, long cost) {
        public static final Spent NOTHING = new Spent(0, 0, 0);

        public Spent plus(long moreInput, long moreOutput, long moreCost) {
            return new Spent(input + moreInput, output + moreOutput, cost + moreCost);
        }
    }

    /**
     * How a person has ordered it among the others, and wants it shown. None of this is activity: it changes no place in a list that is
     * sorted by time.
     *
     * @param verbose how much of the work clients show besides the answers, in the protocol's words; empty for their own habit
     */
    public record Look(
            String icon, String color, String category, String verbose, long pinnedAt, long archivedAt, long readAt, long markedUnreadAt) {
        public static final Look NONE = new Look("", "", "", "", 0, 0, 0, 0);

        public Look icon(String text) {
            return new Look(text, color, category, verbose, pinnedAt, archivedAt, readAt, markedUnreadAt);
        }

        public Look color(String text) {
            return new Look(icon, text, category, verbose, pinnedAt, archivedAt, readAt, markedUnreadAt);
        }

        public Look category(String text) {
            return new Look(icon, color, text, verbose, pinnedAt, archivedAt, readAt, markedUnreadAt);
        }

        public Look verbose(String level) {
            return new Look(icon, color, category, level, pinnedAt, archivedAt, readAt, markedUnreadAt);
        }

        public Look pinned(long at) {
            return new Look(icon, color, category, verbose, at, archivedAt, readAt, markedUnreadAt);
        }

        public Look archived(long at) {
            return new Look(icon, color, category, verbose, pinnedAt, at, readAt, markedUnreadAt);
        }

        public Look read(long at) {
            return new Look(icon, color, category, verbose, pinnedAt, archivedAt, at, 0);
        }

        public Look unread(long at) {
            return new Look(icon, color, category, verbose, pinnedAt, archivedAt, readAt, at);
        }
    }

    /**
     * Where it comes from.
     *
     * @param sessionKey where its beginning was copied from, with the two that follow; empty when it began by itself
     * @param spawnedBy the conversation that set it to work; empty when nobody did
     * @param depth how many conversations set each other to work until this one; 0 for one that people speak to
     * @param directory where its tools start, absolute; empty for its agent's workspace
     */
    public record Source(String sessionKey, String sessionId, String entryId, String spawnedBy, int depth, String directory) {
        public static final Source NONE = new Source("", "", "");

        public Source(String sessionKey, String sessionId, String entryId) {
            this(sessionKey, sessionId, entryId, "", 0, "");
        }

        public boolean isCopied() {
            return !sessionKey.isEmpty();
        }

        public boolean isSpawned() {
            return !spawnedBy.isEmpty();
        }

        /** @param start as {@link #directory} */
        public Source spawned(SessionKey by, int newDepth, String start) {
            return new Source(sessionKey, sessionId, entryId, by.value(), newDepth, start);
        }
    }

    /** Where its tools start. @param workspace its agent's */
    public Path directory(Path workspace) {
        return source.directory().isEmpty() ? workspace : Path.of(source.directory());
    }

    public Optional<String> chosenModel() {
        return model.isEmpty() ? Optional.empty() : Optional.of(model);
    }

    public boolean isMain() {
        return key.rest().equals("main");
    }

    /** Marked by a person, or answered since a person last looked; one that nobody ever looked at is not. */
    public boolean isUnread() {
        return look.markedUnreadAt() > 0 || look.readAt() > 0 && last.endedAt() > look.readAt();
    }

    public Session labelled(String text, long now) {
        return new Session(key, id, file, text, model, thinking, createdAt, now, startedAt, revision, leaf, entries, last, spent, look, source, address, settings, touchedAt);
    }

    /** With whatever credential of its provider. */
    public Session using(String reference, long now) {
        return using(reference, "", now);
    }

    /** @param profile the one credential of the model's provider that is used; empty for any */
    public Session using(String reference, String profile, long now) {
        return new Session(key, id, file, label, reference, thinking, createdAt, now, startedAt, revision, leaf, entries, last, spent, look, source, address,
                settings.with(Settings.Setting.AUTH_PROFILE, profile), touchedAt);
    }

    public Session thinking(String level, long now) {
        return new Session(
                key, id, file, label, model, level, createdAt, now, startedAt, revision, leaf, entries, last, spent, look, source, address, settings, touchedAt);
    }

    public Session advanced(String newLeaf, int more, long now) {
        return new Session(
                key, id, file, label, model, thinking, createdAt, now, startedAt, revision, newLeaf, entries + more, last, spent, look, source, address, settings, touchedAt);
    }

    /** What other systems are told when it changed. */
    public PublicEvent told(EventType type) {
        return PublicEvent.of(type, key, data -> data.put("sessionId", id).put("label", label).put("model", model));
    }

    public Session with(Last newLast, Spent newSpent) {
        return new Session(
                key, id, file, label, model, thinking, createdAt, updatedAt, startedAt, revision, leaf, entries, newLast, newSpent, look, source, address, settings, touchedAt);
    }

    public Session looking(Look newLook) {
        return new Session(
                key, id, file, label, model, thinking, createdAt, updatedAt, startedAt, revision, leaf, entries, last, spent, newLook, source, address, settings, touchedAt);
    }

    public Session copiedFrom(Source origin) {
        return new Session(
                key, id, file, label, model, thinking, createdAt, updatedAt, startedAt, revision, leaf, entries, last, spent, look, origin, address, settings, touchedAt);
    }

    /** An answer can go there from now on, whoever asks. */
    public Session reachable(String origin) {
        return origin.isEmpty() ? this : new Session(key, id, file, label, model, thinking, createdAt, updatedAt, startedAt, revision, leaf,
                entries, last, spent, look, source, origin, settings, touchedAt);
    }

    public Session settled(Settings newSettings) {
        return new Session(key, id, file, label, model, thinking, createdAt, updatedAt, startedAt, revision, leaf, entries, last, spent, look,
                source, address, newSettings, touchedAt);
    }

    /** What comes next follows another entry than the last one: from now on another branch of the tree is the conversation. */
    public Session branching(String from, String newRevision, String preview) {
        Last moved = new Last(last.runId(), last.state(), last.model(), last.before(), last.startedAt(), last.endedAt(), 0, last.title(), preview);
        return new Session(
                key, id, file, label, model, thinking, createdAt, updatedAt, startedAt, newRevision, from, entries, moved, spent, look, source, address, settings, touchedAt);
    }

    /** The same conversation from its beginning: counters at zero, label, chosen model and look kept. */
    public Session renewed(String newRevision, long now) {
        return new Session(key, id, file, label, model, thinking, createdAt, now, now, newRevision, leaf, entries,
                Last.NONE, Spent.NOTHING, look, source, address, settings, now);
    }

    public Session touched(long at) {
        return new Session(key, id, file, label, model, thinking, createdAt, updatedAt, startedAt, revision, leaf, entries, last, spent, look, source,
                address, settings, Math.max(touchedAt, at));
    }

    /** What changed it last was nothing that people need to see. */
    public Session asOf(long updated) {
        return new Session(key, id, file, label, model, thinking, createdAt, updated, startedAt, revision, leaf, entries, last, spent, look, source,
                address, settings, touchedAt);
    }

    /** Another conversation under the same key, in a file that is still empty: label, chosen model and look kept. */
    public Session rolled(String newId, long now) {
        return new Session(key, newId, file, label, model, thinking, now, now, now, newId, "", 0, Last.NONE, Spent.NOTHING, look, Source.NONE,
                address, settings, now);
    }
}
