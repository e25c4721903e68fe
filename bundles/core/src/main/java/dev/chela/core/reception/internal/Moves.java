package dev.chela.core.reception.internal;

import dev.chela.api.channel.Conversation;
import dev.chela.api.channel.Inbound;
import dev.chela.api.channel.Origin;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Conversations to which a platform has given another id: the house goes on calling them what they were called first, so that what was said there,
 * and what is configured for them, is still theirs. The channel finds the way to them. Safe on any thread.
 */
final class Moves {
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE moved (channel TEXT NOT NULL, account TEXT NOT NULL, chat TEXT NOT NULL, first TEXT NOT NULL,"
                    + " PRIMARY KEY (channel, account, chat)) WITHOUT ROWID"));

    private record Place(String channel, String account, String chat) {}

    private final Map<Place, String> first = new ConcurrentHashMap<>();

    Moves(Ledger ledger) {
        ledger.define("moved", MIGRATIONS);
        ledger.read("SELECT channel, account, chat, first FROM moved", row -> Map.entry(
                new Place(String.valueOf(row.text("channel")), String.valueOf(row.text("account")), String.valueOf(row.text("chat"))),
                String.valueOf(row.text("first")))).forEach(move -> first.put(move.getKey(), move.getValue()));
    }

    void note(Step.Builder step, String channel, String account, Inbound.Moved move) {
        String was = first.getOrDefault(new Place(channel, account, move.from().id()), move.from().id());
        step.change(Step.Change.of("INSERT INTO moved (channel, account, chat, first) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET first = excluded.first",
                channel, account, move.to().id(), was));
        first.put(new Place(channel, account, move.to().id()), was);
    }

    /** The event where it would have been if nothing had ever moved. */
    Inbound asEver(String channel, String account, Inbound event) {
        if (event instanceof Inbound.Message message) {
            return new Inbound.Message(asEver(channel, account, message.origin()), message.sender(), message.text(), message.media(), message.replyTo(), message.album());
        }
        if (event instanceof Inbound.Pressed press) {
            return new Inbound.Pressed(asEver(channel, account, press.origin()), press.sender(), press.actionId());
        }
        if (event instanceof Inbound.Reacted reaction) {
            return new Inbound.Reacted(asEver(channel, account, reaction.origin()), reaction.sender(), reaction.emoji(), reaction.added());
        }
        return event;
    }

    private Origin asEver(String channel, String account, Origin origin) {
        Conversation now = origin.conversation();
        String was = first.get(new Place(channel, account, now.id()));
        return was == null ? origin
                : new Origin(new Conversation(was, now.kind(), now.threadId(), now.spaceId(), now.title()), origin.messageId(), origin.sentAt());
    }
}
