package dev.chela.testkit.telegram;

/** What goes wrong with the next call of a method. */
public sealed interface Upset {
    /** It is done; the answer is lost with the connection. */
    record AnswerLost() implements Upset {}

    /** It is not done, and this is said. @param retryAfter seconds; 0 for none. @param movedTo the group's new id; 0 for none */
    record Says(int code, String description, int retryAfter, long movedTo) implements Upset {
        public Says(int code, String description) {
            this(code, description, 0, 0);
        }
    }

    /** A page of somebody who stands between. */
    record Page(int status) implements Upset {}
}
