package dev.chela.core.routing;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The part of the section {@code session} that parts conversations from one another.
 *
 * @param identityLinks by the name of a person, that person's ids, with or without the channel before them; counts unless all share a session
 */
public record SessionScope(
        @Nullable DmScope dmScope, @Nullable GroupScope groupScope, @Nullable Map<String, List<Object>> identityLinks) {
    public SessionScope {
        dmScope = dmScope == null ? DmScope.MAIN : dmScope;
        groupScope = groupScope == null ? GroupScope.PER_GROUP : groupScope;
        identityLinks = identityLinks == null ? Map.of() : identityLinks;
    }

    public SessionScope(@Nullable DmScope dmScope) {
        this(dmScope, null, null);
    }

    /** Who shares a session when writing directly: everybody, or nobody but oneself per person, per channel, per account. */
    public enum DmScope { MAIN, PER_PEER, PER_CHANNEL_PEER, PER_ACCOUNT_CHANNEL_PEER }

    /** Whether a group has a session of its own, or shares the main one. */
    public enum GroupScope { PER_GROUP, MAIN }
}
