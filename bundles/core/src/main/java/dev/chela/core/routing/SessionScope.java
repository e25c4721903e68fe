package dev.chela.core.routing;

import org.jspecify.annotations.Nullable;

/** The part of the section {@code session} that parts conversations from one another. */
public record SessionScope(@Nullable DmScope dmScope) {
    public SessionScope {
        dmScope = dmScope == null ? DmScope.MAIN : dmScope;
    }

    /** Who shares a session when writing directly: everybody, or nobody but oneself per person, per channel, per account. */
    public enum DmScope { MAIN, PER_PEER, PER_CHANNEL_PEER, PER_ACCOUNT_CHANNEL_PEER }
}
