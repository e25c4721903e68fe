package dev.chela.testkit.model;

import java.util.Map;

/** What goes wrong with one request. */
public sealed interface Mishap {
    /** Refuses it. */
    record Status(int code, Map<String, String> headers, String body) implements Mishap {}

    /** Closes the connection after so many words, in the middle of the answer. */
    record Cut(int words) implements Mishap {}

    /** Ends the answer in good order after so many words, without saying that it is complete. */
    record Short(int words) implements Mishap {}

    /** Closes the connection in the middle of a tool's call. */
    record HalfCall() implements Mishap {}

    /** Says nothing more after so many words; with -1 not even the head of an answer. */
    record Hang(int words) implements Mishap {}

    /** Sends a frame that is not JSON after so many words. */
    record Garbage(int words) implements Mishap {}

    /** Reports a failure inside a stream that began well. */
    record Late(String type, String message) implements Mishap {}

    /** Closes the connection before any answer. */
    record Drop() implements Mishap {}

    /** Answers with a page for people. */
    record Page() implements Mishap {}
}
