package dev.chela.testkit.slack;

/** What Slack refuses, in its own word. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    Refusal(String error) {
        super(error);
    }
}
