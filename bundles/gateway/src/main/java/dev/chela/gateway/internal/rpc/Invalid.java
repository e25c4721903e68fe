package dev.chela.gateway.internal.rpc;

/** A value that does not fit, and where. */
final class Invalid extends RuntimeException {
    Invalid(String at, String what) {
        super("at " + (at.isEmpty() ? "root" : at) + ": " + what, null, false, false);
    }
}
