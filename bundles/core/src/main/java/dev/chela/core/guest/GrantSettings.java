package dev.chela.core.guest;

import org.jspecify.annotations.Nullable;

/**
 * The section {@code plugins.grants}.
 *
 * @param policy what a plugin gets that does not say what it wants
 */
record GrantSettings(@Nullable Policy policy) {
    /** {@code REQUIRE}: nothing by the host's means but its declared powers; {@code WARN}: everything, as the log says when it comes. */
    enum Policy { REQUIRE, WARN }

    GrantSettings {
        policy = policy == null ? Policy.WARN : policy;
    }
}
