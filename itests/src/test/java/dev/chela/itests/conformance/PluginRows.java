package dev.chela.itests.conformance;

import static dev.chela.itests.conformance.Row.row;

import java.util.List;

/** {@code plugins.*} with the dice of {@code examples/}, and {@code channels.*} with a channel that is a directory, where letters of two strangers lie. */
final class PluginRows {
    static final List<Row> ROWS = List.of(
            row("plugins.list", "{}").answers("PluginsListResult"),
            row("plugins.refresh", "{}").answers("PluginsRefreshResult"),
            row("plugins.plan", "{path: '<dice>'}"),
            row("plugins.verify", "{path: '<dice>'}"),
            row("plugins.trust.add", "{path: '<key>'}"),
            row("plugins.trust.list", "{}"),
            row("plugins.trust.remove", "{fingerprint: '<plugins.trust.add/keys/0/fingerprint>'}"),
            row("plugins.install", "{source: 'local', path: '<dice>'}").answers("PluginsInstallResult"),
            row("plugins.lock", "{}"),
            row("plugins.lock.apply", "{lock: {format: 1, plugins: [{id: '<plugins.lock/lock/plugins/0/id>', version: '<plugins.lock/lock/plugins/0/version>',"
                    + " sha256: '<plugins.lock/lock/plugins/0/sha256>', file: '<plugins.lock/lock/plugins/0/file>', enabled: true}]}}"),
            row("plugins.why", "{pluginId: '<plugins.install/plugin/id>'}"),
            row("plugins.inspect", "{pluginId: '<plugins.install/plugin/id>'}").answers("PluginsInspectResult"),
            row("plugins.setEnabled", "{pluginId: '<plugins.install/plugin/id>', enabled: false}").answers("PluginsSetEnabledResult"),
            row("plugins.uninstall", "{pluginId: '<plugins.install/plugin/id>'}").answers("PluginsUninstallResult"),
            row("plugins.history", "{pluginId: '<plugins.install/plugin/id>'}"),
            row("plugins.top", "{}"),
            row("plugins.rollback", "{pluginId: '<plugins.install/plugin/id>', sha256: '<plugins.history/generations/0/sha256>'}"),
            row("plugins.uninstall", "{pluginId: '<plugins.install/plugin/id>'}").answers("PluginsUninstallResult"),

            row("plugins.install", "{source: 'local', path: '<letterbox>'}").answers("PluginsInstallResult"),
            row("config.get", "{}"),
            row("config.patch", "{raw: '{channels: {letterbox: {directory: \"<box>\"}}}', baseHash: '<config.get/hash>'}")
                    .until("channels.pairing.changed", "{senderId: 'eve', change: 'requested'}"),
            row("channels.pairing.list", "{}").answers("ChannelsPairingListResult").until("deliveries.changed", "{change: 'rejected'}"),
            row("channels.pairing.approve", "{channel: 'letterbox', accountId: 'default', requestId: '<channels.pairing.list/requests/0/requestId>'}")
                    .answers("ChannelsPairingApproveResult"),
            row("channels.pairing.dismiss", "{channel: 'letterbox', accountId: 'default', requestId: '<channels.pairing.list/requests/1/requestId>'}")
                    .answers("ChannelsPairingDismissResult"),
            row("channels.pairing.people", "{}"),
            row("route.explain", "{channel: 'letterbox', peer: 'direct:alice'}"),
            row("channels.pairing.remove", "{channel: 'letterbox', accountId: 'default', senderId: 'mallory'}"),
            row("channels.status", "{probe: true}").answers("ChannelsStatusResult"),
            row("channels.stop", "{channel: 'letterbox'}"),
            row("channels.start", "{channel: 'letterbox'}"),
            row("deliveries.list", "{waiting: true, limit: 5}"),
            row("deliveries.resend", "{}"),
            row("deliveries.dismiss", "{}"),
            row("send", "{to: 'user:alice', channel: 'letterbox', message: 'hello', buffer: 'aGk=', filename: 'hi.txt', contentType: 'text/plain', idempotencyKey: 'send-1'}"),
            row("poll", "{to: 'user:alice', channel: 'letterbox', question: 'When?', options: ['now', 'later'], maxSelections: 1, idempotencyKey: 'poll-1'}"),
            row("message.action", "{channel: 'letterbox', action: 'react', params: {target: 'user:alice', messageId: '1', emoji: '+1'}, idempotencyKey: 'react-1'}"),
            row("channels.logout", "{channel: 'letterbox'}"));

    private PluginRows() {}
}
