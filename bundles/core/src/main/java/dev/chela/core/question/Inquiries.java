package dev.chela.core.question;

import dev.chela.api.grant.Questions.Question;
import dev.chela.api.id.SessionKey;
import dev.chela.api.task.Cancellation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Asks people, and keeps what they answer. Safe on any thread. */
public interface Inquiries {
    /** How long a question waits where nobody says otherwise. */
    Duration PATIENCE = Duration.ofMinutes(15);

    /**
     * Puts questions on disk and announces them. The same call twice is one: after a restart it is announced again, or found to have
     * been answered.
     *
     * @throws dev.chela.api.fault.Permanent when a question is not well formed, or the id is taken
     */
    Inquiry put(Wish wish);

    /**
     * Waits for its end.
     *
     * @throws java.util.concurrent.CancellationException when cancelled; the question stays
     */
    Inquiry await(String id, Cancellation cancellation) throws InterruptedException;

    /**
     * @param answers labels, or the person's own words where they may stand for an option; by the question's id
     * @throws dev.chela.api.fault.Permanent when nothing of this id waits, or these are no answers to it
     */
    Inquiry answer(String id, Map<String, List<String>> answers, By by);

    /** The person does not want to answer. @return whether it still waited */
    boolean decline(String id, String by);

    Optional<Inquiry> find(String id);

    /** Those that wait, oldest first. */
    List<Inquiry> pending();

    /** The one that waits longest in a conversation. */
    Optional<Inquiry> pending(SessionKey session);

    /** The answers that a person's message gives, by number, label or words; empty when it is not one. */
    Optional<Map<String, List<String>>> read(Inquiry inquiry, String message);

    /**
     * @param id empty to have one made
     * @param call what asks; never the same for two
     * @param origin where the person is, to be asked there too; empty when over no channel
     */
    record Wish(String id, String call, List<Question> questions, Inquiry.Asker asker, Duration life, String origin) {}

    /**
     * Who answers.
     *
     * @param who for people
     * @param resolution the client's own id of its answer, so that it may say it twice; empty for none
     */
    record By(String who, String resolution) {}
}
