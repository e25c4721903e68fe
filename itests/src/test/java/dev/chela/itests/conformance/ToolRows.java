package dev.chela.itests.conformance;

import static dev.chela.itests.conformance.Row.row;

import java.util.List;

/** {@code tools.*}. */
final class ToolRows {
    static final List<Row> ROWS = List.of(
            row("tools.catalog", "{}").answers("ToolsCatalogResult"),
            row("tools.effective", "{sessionKey: 'main'}").answers("ToolsEffectiveResult"),
            row("tools.invoke", "{name: 'ls', sessionKey: 'main'}").answers("ToolsInvokeResult"),
            row("tools.invoke", "{name: 'ls', sessionKey: 'main', confirm: true, idempotencyKey: 'conformance'}").answers("ToolsInvokeResult"),
            row("tools.invoke", "{name: 'no-such-tool', sessionKey: 'main'}").answers("ToolsInvokeResult"));

    private ToolRows() {}
}
