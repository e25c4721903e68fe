package dev.chela.itests.conformance;

import static dev.chela.itests.conformance.Row.row;

import java.util.List;

/** {@code agents.*}: one agent is made, furnished and taken away. */
final class AgentRows {
    static final List<Row> ROWS = List.of(
            row("agents.create", "{name: 'Schema Agent', emoji: 'S'}").answers("AgentsCreateResult"),
            row("agents.update", "{agentId: 'schema-agent', name: 'Schema', model: null}").answers("AgentsUpdateResult"),
            row("agents.list", "{}").answers("AgentsListResult"),
            row("agent.identity.get", "{agentId: 'main'}").answers("AgentIdentityResult"),
            row("agent.identity.get", "{agentId: 'schema-agent'}").answers("AgentIdentityResult"),
            // OpenClaw's gateway and its pages have the hash of a file's text; its published schema does not name it yet.
            row("agents.files.set", "{agentId: 'schema-agent', name: 'TOOLS.md', content: 'x'}")
                    .answers("AgentsFilesSetResult").apartFrom("/file/hash"),
            row("agents.files.get", "{agentId: 'schema-agent', name: 'TOOLS.md'}")
                    .answers("AgentsFilesGetResult").apartFrom("/file/hash"),
            row("agents.files.get", "{agentId: 'schema-agent', name: 'WORKING.md'}").answers("AgentsFilesGetResult"),
            row("agents.files.list", "{agentId: 'schema-agent'}").answers("AgentsFilesListResult"),
            row("agents.workspace.list", "{agentId: 'schema-agent'}").answers("AgentsWorkspaceListResult"),
            row("agents.workspace.get", "{agentId: 'schema-agent', path: 'TOOLS.md'}").answers("AgentsWorkspaceGetResult"),
            row("agents.delete", "{agentId: 'schema-agent'}").answers("AgentsDeleteResult"));

    private AgentRows() {}
}
