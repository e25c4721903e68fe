package dev.chela.api.channel;

/** What happens to an event that was sent but not accepted. */
public enum Replay {
    /** The platform repeats it until it is acknowledged. */
    ACK_GATED,
    /** The transport is read again from the last cursor. */
    CURSOR,
    /** It is gone; the gap is shown. */
    NOT_REPLAYABLE
}
