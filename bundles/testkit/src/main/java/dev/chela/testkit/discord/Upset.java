package dev.chela.testkit.discord;

/** What goes wrong with a request. */
public sealed interface Upset {
    /** It is done; the answer is lost with the connection. */
    record AnswerLost() implements Upset {}

    /** It is not done, and this is said. @param code Discord's own, 0 for none */
    record Says(int status, int code, String message) implements Upset {}

    /** It is not done: too many came before. @param seconds to wait */
    record TooMany(double seconds, boolean global) implements Upset {}

    /** It is done, and said to be the last for a while. */
    record Last(double seconds) implements Upset {}

    /** A page of somebody who stands between. */
    record Page(int status) implements Upset {}
}
