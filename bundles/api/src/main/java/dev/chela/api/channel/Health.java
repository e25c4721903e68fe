package dev.chela.api.channel;

/** The state of an account, with what a person can do about it in {@code advice}. */
public record Health(Status status, String detail, String advice) {
    public enum Status { STARTING, LINKING, CONNECTED, DEGRADED, AUTH_FAILED, STOPPED }
}
