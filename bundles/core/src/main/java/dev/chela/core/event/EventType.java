package dev.chela.core.event;

import java.util.Optional;
import java.util.stream.Stream;

/**
 * What other systems may be told of. A name is {@code group.what}: it is part of the contract with them and never changes its meaning.
 * Each is a fact of a commit; what merely passes (deltas, progress) has no place here.
 */
public enum EventType {
    RUN_STARTED("lifecycle.start"),
    RUN_RESTARTED("lifecycle.restart"),
    RUN_ENDED("lifecycle.end"),
    RUN_FAILED("lifecycle.error"),
    RUN_ABORTED("lifecycle.aborted"),
    ANSWERED("assistant.message"),
    TOOL_CALLED("tool.call"),
    TOOL_STARTED("tool.start"),
    TOOL_RETURNED("tool.result"),
    SPENT("usage.spent"),
    SESSION_CREATED("session.created"),
    SESSION_CHANGED("session.changed"),
    SESSION_RESET("session.reset"),
    SESSION_COMPACTED("session.compacted"),
    SESSION_DELETED("session.deleted"),
    MESSAGE_RECEIVED("message.received"),
    MESSAGE_SENT("message.sent"),
    MESSAGE_FAILED("message.failed"),
    MESSAGE_IN_DOUBT("message.in_doubt"),
    SUBAGENT_STARTED("subagent.started"),
    SUBAGENT_FINISHED("subagent.finished"),
    CRON_FIRED("cron.fired"),
    CRON_FINISHED("cron.finished"),
    CRON_SKIPPED("cron.skipped"),
    APPROVAL_REQUESTED("approval.requested"),
    APPROVAL_RESOLVED("approval.resolved"),
    QUESTION_REQUESTED("question.requested"),
    QUESTION_RESOLVED("question.resolved"),
    PAIRING_REQUESTED("pairing.requested"),
    PAIRING_APPROVED("pairing.approved"),
    PAIRING_DISMISSED("pairing.dismissed"),
    PAIRING_REMOVED("pairing.removed"),
    DEVICE_REQUESTED("device.requested"),
    DEVICE_APPROVED("device.approved"),
    DEVICE_REJECTED("device.rejected"),
    GATEWAY_STARTED("gateway.started"),
    GATEWAY_STOPPING("gateway.stopping"),
    CONFIG_CHANGED("config.changed"),
    PLUGIN_INSTALLED("plugin.installed"),
    PLUGIN_WITHDRAWN("plugin.withdrawn"),
    WEBHOOK_TEST("webhook.test");

    private final String word;

    EventType(String word) {
        this.word = word;
    }

    /** As it is written. */
    public String word() {
        return word;
    }

    /** The part before the dot. */
    public String group() {
        return word.substring(0, word.indexOf('.'));
    }

    /** @param pattern a name, a group, {@code group.*}, or {@code *} for all */
    public boolean matches(String pattern) {
        return pattern.equals("*") || pattern.equals(word) || pattern.equals(group()) || pattern.equals(group() + ".*");
    }

    public static Optional<EventType> of(String word) {
        return Stream.of(values()).filter(type -> type.word.equals(word)).findFirst();
    }
}
