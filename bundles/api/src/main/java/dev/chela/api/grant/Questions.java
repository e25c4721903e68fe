package dev.chela.api.grant;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The power to ask the person of the conversation. The questions are kept on disk: a call that is run again after a crash, under the
 * same id, waits for the same answer. A tool whose plugin declares this power holds no place among the running, and none of its
 * run's time passes, while it is called.
 */
@ProviderType
public interface Questions {
    /**
     * Asks, and waits for the answer.
     *
     * @param questions one to three, to be answered together
     * @param patience how long the person has; the gateway's being down counts
     * @throws dev.chela.api.fault.Permanent when a question is not well formed
     * @throws java.util.concurrent.CancellationException when the call is cancelled
     */
    Reply ask(List<Question> questions, Duration patience) throws InterruptedException;

    /**
     * @param id {@code [a-z][a-z0-9_]*}, unique among the questions that are asked together
     * @param header a word or two above it, 12 characters at most; may be empty
     * @param options four at most; none for words of the person's own
     * @param several whether more than one option may be chosen
     * @param other whether words of the person's own may stand for an option
     */
    record Question(String id, String header, String text, List<Option> options, boolean several, boolean other) {
        public Question {
            options = List.copyOf(options);
        }
    }

    /** @param description may be empty */
    record Option(String label, String description) {}

    /** What the person said. */
    sealed interface Reply {
        /** By the question's id; a question that was left out has no entry. */
        record Answered(Map<String, List<String>> answers) implements Reply {}

        /** The person does not want to answer. */
        record Declined() implements Reply {}

        /** Nobody answered in time. */
        record Expired() implements Reply {}
    }
}
