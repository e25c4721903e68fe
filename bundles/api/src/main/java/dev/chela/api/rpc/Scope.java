package dev.chela.api.rpc;

/** What a caller may do. ADMIN satisfies all; WRITE satisfies READ. */
public enum Scope {
    READ("operator.read"),
    WRITE("operator.write"),
    ADMIN("operator.admin"),
    APPROVALS("operator.approvals"),
    QUESTIONS("operator.questions"),
    PAIRING("operator.pairing"),
    /** Depends on the parameters: the method asks {@link Caller#require} itself. */
    DYNAMIC("");

    private final String wire;

    Scope(String wire) {
        this.wire = wire;
    }

    /** As it is written in the protocol. */
    public String wire() {
        return wire;
    }
}
