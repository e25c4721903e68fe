package dev.chela.itests.conformance;

import static dev.chela.itests.conformance.Row.row;

import java.util.List;

/** {@code sessions.*}. */
final class SessionRows {
    static final List<Row> VERBS = List.of(
            row("sessions.create", "{key: 'schema', label: 'Made'}").answers("SessionsCreateResult"),
            row("sessions.resolve", "{label: 'Made'}").answers("SessionsResolveResult"),
            row("sessions.resolve", "{label: 'Unmade', allowMissing: true}").answers("SessionsResolveResult"),
            row("sessions.patchMany", "{targets: [{key: 'schema'}, {key: 'main'}], patch: {label: 'One'}}")
                    .answers("SessionsPatchManyResult"),
            row("sessions.get", "{key: 'main', limit: 5}"),
            row("sessions.search", "{query: 'count', limit: 3}").answers("SessionsSearchResult"),
            row("sessions.search", "{query: 'count', scope: {excludeCron: true}}").answers("SessionsSearchResult"),
            row("sessions.viewers.set", "{sessionKeys: ['main']}").takes("SessionsViewerPresenceSetParams")
                    .answers("SessionsViewerPresenceSetResult"),
            row("sessions.create", "{key: 'schema-copy', parentSessionKey: 'main', fork: true, forkFrom: 'last-completed',"
                    + " permissionMode: 'read-only'}").answers("SessionsCreateResult"),
            row("sessions.preview", "{keys: ['main', 'nobody']}"),
            row("sessions.send", "{key: 'schema', message: 'count 900 [delay=20]', idempotencyKey: 'session-1'}"),
            row("sessions.steer", "{key: 'schema', message: 'echo steered', idempotencyKey: 'session-2'}").takes("SessionsSendParams"),
            row("agent.wait", "{runId: 'session-2', timeoutMs: 60000}"));

    /** Back and forth in the conversation of {@link ChatRows#BEGIN}. */
    static final List<Row> BRANCHES = List.of(
            row("sessions.fork", "{sessionKey: 'main', entryId: 'chat-2:u'}").answers("SessionsForkResult"),
            row("sessions.rewind", "{sessionKey: 'main', entryId: 'chat-3:u'}").answers("SessionsRewindResult"),
            row("sessions.branches.list", "{sessionKey: 'main'}").answers("SessionsBranchesListResult"),
            row("sessions.branches.switch", "{sessionKey: 'main', leafEntryId: '<sessions.branches.list/branches/1/leafEntryId>'}")
                    .answers("SessionsBranchesSwitchResult"),
            row("sessions.usage", "{range: '7d', mode: 'specific', timeZone: 'Europe/Berlin', limit: 5}"),
            row("sessions.usage.timeseries", "{key: 'main'}"),
            row("sessions.usage.logs", "{key: 'main', limit: 5}"),
            row("sessions.compact", "{key: 'main', maxLines: 2}"),
            row("sessions.compact", "{key: 'main'}"));

    /** What is taken away goes last. */
    static final List<Row> END = List.of(
            row("sessions.patch", "{key: 'main', label: 'Schema', icon: 's', color: 'red', category: 'tests', pinned: true, archived: false,"
                    + " unread: true, thinkingLevel: null, verboseLevel: 'on', expectedMarkedUnreadAt: null,"
                    + " sendPolicy: 'allow', responseUsage: 'on', reasoningLevel: 'stream', permissionMode: 'guarded', execSecurity: 'full',"
                    + " execAsk: 'on-miss', execHost: 'sandbox', elevatedLevel: 'ask', traceLevel: 'on', fastMode: 'auto', expectedPermissionMode: null}"),
            row("sessions.list", "{includeDerivedTitles: true, includeLastMessage: true, includePeople: true, ownerFirst: true, involvingMe: true}").answers("/sessions/*", "SessionRow"),
            row("sessions.describe", "{key: 'main'}").answers("/session", "SessionRow"),
            row("sessions.groups.put", "{names: ['tests', 'boat'], sectionOrder: ['groups']}").answers("SessionsGroupsMutationResult"),
            row("sessions.groups.list", "{}").answers("SessionsGroupsListResult"),
            row("sessions.groups.rename", "{name: 'boat', to: 'ship'}").answers("SessionsGroupsMutationResult"),
            row("sessions.groups.delete", "{name: 'ship'}").answers("SessionsGroupsMutationResult"),
            row("sessions.groups.defaults", "{}").answers("SessionsGroupsDefaultsResult"),
            row("sessions.messages.unsubscribe", "{key: 'main'}"),
            row("sessions.abort", "{key: 'main'}"),
            row("sessions.cleanup", "{allAgents: true, enforce: false}"),
            row("sessions.reset", "{key: 'main'}"),
            row("sessions.create", "{key: 'agent:main:dashboard:3c0ffee0-0000-4000-8000-000000000001'}").answers("SessionsCreateResult"),
            row("sessions.delete", "{key: 'agent:main:dashboard:3c0ffee0-0000-4000-8000-000000000001'}").answers("SessionsDeleteResult"));

    private SessionRows() {}
}
