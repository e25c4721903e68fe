package dev.chela.core.model;

import dev.chela.api.fault.Permanent;
import dev.chela.api.fault.Transient;
import dev.chela.core.net.HttpRefusal;
import java.util.Locale;
import java.util.regex.Pattern;

/** Why a model did not answer: decides between waiting, another model, a shorter conversation, and telling the person. */
public enum FaultKind {
    /** Asked too often. */
    RATE(true),
    /** Overloaded, unreachable, silent, broken off. */
    PASSING(true),
    /** The credential is missing, wrong or not allowed this. */
    AUTH(true),
    /** No money left. */
    BILLING(true),
    /** No such model or provider. */
    MISSING(true),
    /** The conversation is longer than the model's window. */
    OVERFLOW(false),
    /** The model's owner will not answer this. */
    REFUSED(false),
    /** The request was not understood: another model may understand it. */
    REQUEST(true),
    /** A mistake of this program, or its policy: no model is to blame. */
    OURS(false);

    private static final Pattern TOO_LONG = Pattern.compile(
            "context[ _](length|window|size)|maximum context|prompt is too long|too many tokens|input is too long|exceeds? the context");

    private final boolean elsewhere;

    FaultKind(boolean elsewhere) {
        this.elsewhere = elsewhere;
    }

    /** Whether another model may do better. */
    public boolean elsewhere() {
        return elsewhere;
    }

    public static FaultKind of(Throwable fault) {
        if (!(fault instanceof Transient) && !(fault instanceof Permanent)) {
            return OURS;
        }
        HttpRefusal refusal = fault.getCause() instanceof HttpRefusal cause ? cause : null;
        if (fault instanceof Transient) {
            return refusal != null && refusal.status() == 429 ? RATE : PASSING;
        }
        return refusal == null ? MISSING : refused(refusal);
    }

    private static FaultKind refused(HttpRefusal refusal) {
        String code = refusal.code().toLowerCase(Locale.ROOT);
        String said = String.valueOf(refusal.getMessage()).toLowerCase(Locale.ROOT);
        if (code.contains("context_length") || refusal.status() == 413 || TOO_LONG.matcher(said).find()) {
            return OVERFLOW;
        }
        if (refusal.status() == 402 || code.contains("quota") || code.contains("billing")) {
            return BILLING;
        }
        if (code.contains("content_filter") || code.contains("content_policy")) {
            return REFUSED;
        }
        if (refusal.status() == 401 || refusal.status() == 403 || code.contains("authentication") || code.contains("permission")) {
            return AUTH;
        }
        return refusal.status() == 404 ? MISSING : REQUEST;
    }
}
