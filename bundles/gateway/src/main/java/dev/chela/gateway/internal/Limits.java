package dev.chela.gateway.internal;

import java.time.Duration;

/** The protocol's figures. Sizes are bytes. Source: the protocol reference, "liveness, sequence numbers, limits". */
public final class Limits {
    public static final int PROTOCOL = 4;
    public static final int PROBE_PROTOCOL = 3;
    public static final int PRE_AUTH_FRAME = 64 * 1024;
    public static final int FRAME = 25 * 1024 * 1024;
    /** How much of a frame that is too large is read and thrown away. */
    public static final int SKIPPED = 64 * 1024 * 1024;
    public static final int PRE_AUTH_SKIPPED = 1024 * 1024;
    public static final long BUFFERED = 50L * 1024 * 1024;
    /** Beyond this a connection is behind, and events of one key are merged. Below it each is sent. */
    public static final long BEHIND = 256 * 1024;

    public static final Duration HANDSHAKE = Duration.ofSeconds(15);
    public static final Duration TICK = Duration.ofSeconds(30);
    public static final Duration PING = Duration.ofSeconds(25);
    /** How long a peer may take to answer a close before its connection is cut. */
    public static final Duration CLOSE = Duration.ofSeconds(3);

    public static final int REQUESTS_PER_CONNECTION = 256;
    public static final long REQUEST_BYTES_PER_CONNECTION = 50L * 1024 * 1024;
    public static final int REQUESTS = 1024;
    public static final int ROLE_ERRORS = 10;
    public static final int WRITES = 30;
    public static final Duration WRITE_WINDOW = Duration.ofSeconds(60);

    private Limits() {}
}
