package dev.chela.testkit.discord;

/** What Discord refuses, in its own words. */
final class Refusal extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;

    Refusal(int status, int code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    static Refusal malformed(String what) {
        return new Refusal(400, 50_035, "Invalid Form Body: " + what);
    }

    int status() {
        return status;
    }

    int code() {
        return code;
    }
}
