package dev.chela.itests.conformance;

import static dev.chela.itests.conformance.Row.row;

import java.util.List;

/** {@code chat.*} and {@code agent}: the fake model does what a message's first word says. */
final class ChatRows {
    /** A conversation, on which later rows look back. */
    static final List<Row> BEGIN = List.of(
            row("sessions.subscribe", "{}"),
            row("sessions.messages.subscribe", "{key: 'main'}"),
            row("chat.send", "{sessionKey: 'main', message: 'count 5', idempotencyKey: 'chat-1'}")
                    .until("chat", "{runId: 'chat-1', state: 'final'}"),
            row("chat.send", "{sessionKey: 'main', message: 'tool exec {\"command\":\"echo hello\"}', idempotencyKey: 'chat-2', replyToId: 'chat-1:u'}")
                    .until("chat", "{runId: 'chat-2', state: 'final'}"),
            row("chat.send", "{sessionKey: 'main', message: 'tool read {\"path\":\"nowhere.txt\"}', idempotencyKey: 'chat-3'}")
                    .until("chat", "{runId: 'chat-3', state: 'final'}"),
            row("chat.send",
                    "{sessionKey: 'main', message: 'count 900 [delay=20]', idempotencyKey: 'chat-4', queueMode: 'interrupt', timeoutMs: 60000}")
                    .until("chat", "{runId: 'chat-4', state: 'delta'}"),
            row("chat.abort", "{sessionKey: 'main', runId: 'chat-4'}").until("chat", "{runId: 'chat-4', state: 'aborted'}"),
            row("agent", "{message: 'count 3', agentId: 'main', idempotencyKey: 'chat-5', thinking: 'off', deliver: true, bestEffortDeliver: true,"
                    + " extraSystemPrompt: 'Be brief.'}"),
            row("agent.wait", "{runId: 'chat-5', timeoutMs: 60000}"));

    static final List<Row> SAID = List.of(
            row("chat.history", "{sessionKey: 'main', limit: 20}"),
            row("chat.startup", "{sessionKey: 'main', limit: 5}"),
            row("chat.metadata", "{sessionKey: 'main'}"),
            row("chat.send", "{sessionKey: 'main', message: '/btw what did I say?', idempotencyKey: 'chat-6'}")
                    .until("chat", "{runId: 'chat-6', state: 'final'}"),
            row("chat.inject", "{sessionKey: 'main', message: 'a note', label: 'Note'}"),
            row("chat.inject", "{sessionKey: 'main', message: 'MEDIA:SOUL.md'}"),
            row("chat.media", "{sessionKey: 'main', messageId: '<chat.inject/messageId>', place: 'SOUL.md'}"),
            row("chat.history", "{sessionKey: 'main', cursor: '<chat.startup/deltaCursor>'}").answers("ChatHistoryCursorResult"),
            row("chat.message.get", "{sessionKey: 'main', messageId: '<chat.startup/messages/0/__openclaw/id>'}")
                    .answers("ChatMessageGetResult"),
            row("chat.message.get", "{sessionKey: 'main', messageId: 'nobody'}").answers("ChatMessageGetResult"));

    private ChatRows() {}
}
