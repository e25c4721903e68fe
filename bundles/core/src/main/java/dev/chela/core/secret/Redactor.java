package dev.chela.core.secret;

import dev.chela.api.config.Secret;

/**
 * Takes secrets out of text that leaves the house or reaches a log: every value made known here, and whatever has the shape of a
 * well-known token. Safe on any thread.
 */
public interface Redactor {
    /** What stands in the place of a value that clients may see the name of. The protocol's word, and clients compare it. */
    String PLACEHOLDER = "__OPENCLAW_REDACTED__";

    /**
     * From now on this value is taken out. Values shorter than six characters are not searched for: they would turn up in ordinary
     * words. A value stays known until the process ends, since an old one may still be written by whoever holds it.
     */
    void keep(Secret secret);

    /** The text without secrets; the same object when there are none. */
    String redact(String text);
}
