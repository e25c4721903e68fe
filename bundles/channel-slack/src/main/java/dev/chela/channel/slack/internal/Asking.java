package dev.chela.channel.slack.internal;

import dev.chela.api.channel.Pauses;
import java.time.Duration;

/** Asks Slack for what nobody waits for, as patiently as Slack wants. */
final class Asking {
    private static final int ATTEMPTS = 6;
    /** With a pause of up to a minute before each. */
    private static final int MOST_PAUSES = 20;

    private final WebApi api;
    private final Pauses pauses;

    Asking(WebApi api, Pauses pauses) {
        this.api = api;
        this.pauses = pauses;
    }

    /** @return a refusal when Slack does not say it, also not later, or the account ends */
    Answer ask(Call call) {
        Answer answer = new Answer.Refused(0, "not asked", "", Duration.ZERO);
        int failures = 0;
        for (int waits = 0; failures < ATTEMPTS && waits < MOST_PAUSES && !pauses.over(); waits++) {
            answer = api.ask(call);
            if (!(answer instanceof Answer.Refused no) || !no.passing()) {
                return answer;
            }
            if (no.tooMany()) {
                pauses.of(no.retryAfter());
            } else {
                pauses.after(failures++);
            }
        }
        return answer;
    }
}
