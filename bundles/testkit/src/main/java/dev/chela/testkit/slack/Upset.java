package dev.chela.testkit.slack;

/** What goes wrong with a call. */
public sealed interface Upset {
    /** It is done; the answer is lost with the connection. */
    record AnswerLost() implements Upset {}

    /** It is not done, and this is said. */
    record Says(String error) implements Upset {}

    /** It is not done: too many came before. @param seconds to wait */
    record TooMany(int seconds) implements Upset {}

    /** A page of somebody who stands between. */
    record Page(int status) implements Upset {}
}
