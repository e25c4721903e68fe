package dev.chela.itests.conformance;

import static dev.chela.itests.conformance.Row.row;

import java.util.List;

/** What the control page asks for whenever it loads, most of which this house has nothing of. */
final class PageRows {
    static final List<Row> ROWS = List.of(
            row("system.info", "{}").answers("SystemInfoResult"),
            row("update.status", "{}").answers("UpdateStatusResult"),
            row("last-heartbeat", "{}"),
            row("set-heartbeats", "{enabled: false}"),
            row("set-heartbeats", "{enabled: true}"),
            row("system-event", "{text: 'The disk is nearly full.'}"),
            row("wake", "{mode: 'next-heartbeat', text: 'A backup is done.'}"),
            row("wake", "{mode: 'now', text: 'echo awake', sessionKey: 'woken'}")
                    .until("chat", "{sessionKey: 'agent:main:woken', state: 'final'}"),
            row("usage.status", "{}"),
            row("usage.cost", "{days: 7}"),
            row("models.probe", "{provider: 'fake', timeoutMs: 60000}").answers("ModelsProbeResult"),
            row("models.probe", "{provider: 'nobody'}").answers("ModelsProbeResult"),
            row("users.prefs.set", "{entries: {theme: 'dark'}, expectedEntries: {theme: null}}").until("users.prefs.changed", "{profileId: 'owner'}"),
            row("users.prefs.get", "{keys: ['theme']}"),
            row("users.self", "{}"),
            row("users.list", "{}"),
            row("users.setAvatar", "{profileId: 'owner', mime: 'image/png', avatarBase64: 'iVBORw0KGgo='}"),
            row("users.setDisplayName", "{profileId: 'owner', displayName: 'Ada'}"),
            row("themes.list", "{}"),
            row("themes.get", "{}"),
            row("talk.catalog", "{}").answers("TalkCatalogResult"),
            row("tts.status", "{}"),
            row("progressCard.get", "{sessionKey: 'main'}").answers("ProgressCardGetResult"),
            row("board.get", "{sessionKey: 'main'}").answers("BoardSnapshot"),
            row("sessions.companion.state", "{sessionKey: 'main'}").answers("SessionsCompanionStateResult"),
            row("sessions.observer.visibility", "{visible: true}").answers("SessionsObserverVisibilityResult"),
            row("tasks.list", "{status: ['queued', 'running'], limit: 50}").answers("TasksListResult"),
            row("mentions.list", "{}"),
            row("projects.list", "{}").answers("ProjectsListResult"),
            row("environments.list", "{}").answers("EnvironmentsListResult"),
            row("worktrees.list", "{}").answers("WorktreesListResult"),
            row("exec.approval.grants.list", "{limit: 100}").answers("ExecApprovalGrantsListResult"),
            row("hooks.status", "{agentId: 'main'}"),
            row("skills.library.list", "{sessionKey: 'main', scope: 'all'}"),
            row("transcripts.list", "{limit: 20}"),
            row("migrations.memory.plan", "{agentId: 'main'}").answers("MigrationsMemoryPlanResult"),
            row("tools.github.status", "{agentId: 'main', selectedScope: 'agent'}").answers("ToolsGitHubStatusResult"),
            row("plugins.controlUi.list", "{}"));

    private PageRows() {}
}
