package dev.chela.testkit.http;

/** What a server suffers from, whatever it is asked. */
public enum Ailment {
    /** Connections end without a word. */
    DOWN,
    /** Requests are taken and never answered. */
    SILENT,
    /** Answers begin, and go on by a byte now and then. */
    SLOW,
    /** There were too many calls before: a minute is to be waited. */
    TOO_MANY,
    /** Answers are ten megabytes long. */
    FLOOD
}
