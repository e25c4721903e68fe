package dev.chela.testkit.telegram;

/** What the Bot API refuses, in its own words. */
final class Refusal extends RuntimeException {
    private final int code;
    private final int retryAfter;
    private final long movedTo;

    Refusal(int code, String description, int retryAfter, long movedTo) {
        super(description);
        this.code = code;
        this.retryAfter = retryAfter;
        this.movedTo = movedTo;
    }

    static Refusal of(int code, String description) {
        return new Refusal(code, description, 0, 0);
    }

    int code() {
        return code;
    }

    int retryAfter() {
        return retryAfter;
    }

    long movedTo() {
        return movedTo;
    }
}
