package dev.chela.core.plugin.internal;

import dev.chela.core.plugin.Trust.Policy;
import org.jspecify.annotations.Nullable;

/**
 * The section {@code plugins.trust}.
 *
 * @param policy what becomes of a plugin that no trusted key has signed
 */
record TrustSettings(@Nullable Policy policy) {
    TrustSettings {
        policy = policy == null ? Policy.WARN : policy;
    }
}
