package dev.chela.itests.conformance;

import static dev.chela.itests.conformance.Row.row;

import java.util.List;

/** {@code memory.*} and {@code doctor.memory.*}; OpenClaw publishes no definitions of them. {@code memory.index} is Chela's own. */
final class MemoryRows {
    static final List<Row> ROWS = List.of(
            row("memory.search", "{query: 'boat', agentId: 'main'}"),
            row("doctor.memory.status", "{agentId: 'main'}"),
            row("memory.index", "{agentId: 'main', force: true}"));

    private MemoryRows() {}
}
