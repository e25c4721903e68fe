package dev.chela.itests.conformance;

import java.util.List;
import java.util.stream.Stream;

/**
 * Every method of the protocol that Chela answers, room by room, in the order in which {@code ConformanceIT} asks.
 *
 * <p><b>A new method</b> gets one line in the file of its room here:
 *
 * <pre>
 * row("sessions.describe", "{key: 'main'}").answers("/session", "SessionRow"),
 * row("chat.message.get", "{sessionKey: 'main', messageId: '&lt;chat.startup/messages/0/__openclaw/id&gt;'}").answers("ChatMessageGetResult"),
 * </pre>
 *
 * <p>What must be refused (a property left out, of a wrong type, or unknown; a scope that is missing) follows from the published schema and
 * needs no line. A method may have more rows than one; what must be refused is made from the first. {@link Row#until} waits for an
 * event, {@link Row#answeredLater} lets the next rows run before the answer, {@code <dice>} stands for what
 * {@code ConformanceIT} has laid ready under that name, {@code <agents.list/agents/0/id>} for a part of the last answer.
 * Then {@code ./mvnw -q -Pclients,coverage -pl itests -am verify} puts the method into {@code docs/protocol-coverage.md}.
 */
public final class Table {
    private Table() {}

    public static List<Row> rows() {
        return Stream.of(ChatRows.BEGIN, HouseRows.ROWS, CronRows.ROWS, DeviceRows.ROWS, PluginRows.ROWS, ConfigRows.ROWS, SkillRows.ROWS, AgentRows.ROWS, MemoryRows.ROWS, WebhookRows.ROWS, ToolRows.ROWS,
                ChatRows.SAID, SessionRows.BRANCHES, SessionRows.VERBS, ApprovalRows.ROWS, QuestionRows.ROWS, PageRows.ROWS, SessionRows.END).flatMap(List::stream).toList();
    }
}
