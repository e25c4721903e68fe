package dev.chela.api.channel;

import java.util.Set;

/**
 * @param id the platform's immutable id, never a display name
 * @param verified whether the platform vouches for the id
 */
public record Sender(String id, String displayName, String handle, boolean bot, boolean self, boolean verified, Set<String> roles) {}
