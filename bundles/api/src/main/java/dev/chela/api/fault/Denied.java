package dev.chela.api.fault;

/** Policy forbids it. The message names what was refused and which setting decides. */
public final class Denied extends Fault {
    public Denied(String message) {
        super(message, null);
    }
}
