package dev.chela.api.channel;

import java.util.List;
import java.util.Set;

/**
 * @param id the channel's name in configuration and session keys, {@code [a-z][a-z0-9-]*}
 * @param accountSchema JSON Schema of one account's settings, an object. Where it has {@code properties} or forbids
 *     {@code additionalProperties}, the configuration refuses other keys, besides those that the host reads of every account
 * @param secretFields names of account settings that must not be shown
 * @param setupSteps what a person does to get an account, one sentence each
 */
public record ChannelInfo(String id, String label, String accountSchema, Set<String> secretFields, List<String> setupSteps) {}
