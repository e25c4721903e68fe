package dev.chela.itests.conformance;

import static dev.chela.itests.conformance.Row.row;

import java.util.List;

/** What the house says of itself, and the lists that clients ask for when they start. */
final class HouseRows {
    static final List<Row> ROWS = List.of(
            row("health", "{}").answers(PublishedSchema.HEALTH),
            row("status", "{}"),
            row("gateway.identity.get", "{}"),
            row("system-presence", "{}").answers("/*", "PresenceEntry"),
            row("logs.tail", "{limit: 50}").answers("LogsTailResult"),
            row("models.list", "{}").answers("ModelsListResult"),
            row("models.list", "{view: 'configured', preparedOnly: true}").answers("ModelsListResult"),
            row("models.authStatus", "{agentId: 'main'}"),
            row("commands.list", "{agentId: 'main', scope: 'text', includeArgs: false}").answers("CommandsListResult"),
            row("import.openclaw", "{dir: '<openclaw>', dryRun: true}"),
            row("taskSuggestions.list", "{}").answers("TaskSuggestionsListResult"),
            row("node.list", "{}"),
            row("node.pair.list", "{}"));

    private HouseRows() {}
}
