package dev.chela.cli.command.gateway;

import dev.chela.cli.wire.Role;
import java.util.Set;

/** The least a connection must be allowed for a method. A method not known here asks for everything, as the gateway itself does. */
final class Scopes {
    private static final Set<String> READ = Set.of(
            "health", "status", "system-presence", "system.info", "gateway.identity.get", "last-heartbeat", "logs.tail",
            "agents.list", "agent.identity.get", "agents.files.list", "agents.files.get", "config.get", "config.schema",
            "config.schema.lookup", "sessions.list", "sessions.describe", "sessions.resolve", "sessions.get",
            "sessions.preview", "sessions.subscribe", "sessions.messages.subscribe", "sessions.messages.unsubscribe",
            "sessions.usage", "chat.history", "chat.startup", "chat.metadata", "chat.message.get", "channels.status",
            "models.list", "models.authStatus", "skills.status", "hooks.status", "skills.search", "tools.catalog", "tools.effective",
            "commands.list", "cron.list", "cron.status", "cron.get", "cron.runs", "node.list", "node.describe",
            "usage.status", "usage.cost", "update.status", "voicewake.get", "tts.status", "tts.providers", "plugins.list", "plugins.inspect", "plugins.history", "plugins.top", "plugins.why", "plugins.trust.list", "users.prefs.get",
            "webhooks.list", "webhooks.deadLetters");
    private static final Set<String> WRITE = Set.of(
            "agent", "agent.wait", "send", "chat.send", "chat.abort", "sessions.create", "sessions.send", "sessions.abort",
            "sessions.patch", "tools.invoke", "node.invoke", "wake", "poll", "message.action", "voicewake.set", "users.prefs.set");
    private static final Set<String> PAIRING = Set.of(
            "device.pair.list", "device.pair.approve", "device.pair.reject", "device.pair.remove", "device.token.rotate",
            "device.token.revoke", "node.pair.list", "node.pair.approve", "node.pair.reject", "channels.pairing.list",
            "channels.pairing.approve", "channels.pairing.dismiss");

    private Scopes() {}

    static String of(String method) {
        if (READ.contains(method)) {
            return Role.READ;
        }
        if (WRITE.contains(method)) {
            return Role.WRITE;
        }
        return PAIRING.contains(method) ? Role.PAIRING : Role.ADMIN;
    }
}
