package dev.chela.core.secret;

import dev.chela.api.config.KnownSecrets;

/**
 * Takes secrets out of text that leaves the house or reaches a log: every value made known here, and whatever has the shape of a
 * well-known token. Safe on any thread.
 */
public interface Redactor extends KnownSecrets {
    /** What stands in the place of a value that clients may see the name of. The protocol's word, and clients compare it. */
    String PLACEHOLDER = "__OPENCLAW_REDACTED__";

    /** The text without secrets; the same object when there are none. */
    String redact(String text);
}
