package dev.chela.core.channel.internal;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.chela.api.channel.Capabilities.Album;
import dev.chela.api.channel.Capabilities.Files;
import dev.chela.api.channel.Capabilities;
import dev.chela.api.channel.Cursor;
import dev.chela.api.channel.State;
import dev.chela.core.json.Json;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Step.Change;
import dev.chela.core.store.Step;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What is remembered of accounts: how far they have read, what they asked to keep, what they last could do. */
final class ChannelRows {
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE channel_memory (channel TEXT NOT NULL, account TEXT NOT NULL, kind TEXT NOT NULL, name TEXT NOT NULL,"
                    + " value TEXT NOT NULL, PRIMARY KEY (channel, account, kind, name)) WITHOUT ROWID"));

    private enum Kind { CURSOR, STATE, CAPABILITIES }

    private final Ledger ledger;

    ChannelRows(Ledger ledger) {
        this.ledger = ledger;
        ledger.define("channel", MIGRATIONS);
    }

    static Change cursor(String channel, String account, Cursor cursor) {
        return put(channel, account, Kind.CURSOR, cursor.name(), cursor.value());
    }

    /** Where it is there already, nothing has to reach the disk: who reads ten minutes again says so for every message of them. */
    void advance(String channel, String account, Cursor cursor) {
        if (!cursor(channel, account, cursor.name()).equals(cursor)) {
            ledger.commit(Step.named("cursor").change(cursor(channel, account, cursor)).build());
        }
    }

    Cursor cursor(String channel, String account, String name) {
        return value(channel, account, Kind.CURSOR, name).map(value -> new Cursor(name, value)).orElse(Cursor.NONE);
    }

    State state(String channel, String account) {
        return new State() {
            @Override
            public Optional<String> get(String name) {
                return value(channel, account, Kind.STATE, name);
            }

            @Override
            public void put(String name, String value) {
                ledger.commit(Step.named("state").change(ChannelRows.put(channel, account, Kind.STATE, name, value)).build());
            }

            @Override
            public void remove(String name) {
                ledger.commit(Step.named("state").change(Change.of(
                        "DELETE FROM channel_memory WHERE channel = ? AND account = ? AND kind = ? AND name = ?",
                        channel, account, Kind.STATE, name)).build());
            }
        };
    }

    /** Drops what the channel asked to keep; how far it has read stays, so that nothing comes twice. */
    boolean forget(String channel, String account) {
        boolean any = ledger.one("SELECT 1 AS one FROM channel_memory WHERE channel = ? AND account = ? AND kind = ? LIMIT 1",
                row -> row.number("one"), channel, account, Kind.STATE.name()).isPresent();
        if (any) {
            ledger.commit(Step.named("logout").change(Change.of(
                    "DELETE FROM channel_memory WHERE channel = ? AND account = ? AND kind = ?", channel, account, Kind.STATE)).build());
        }
        return any;
    }

    void remember(String channel, String account, Capabilities can) {
        ObjectNode tree = Json.object().put("textLimit", can.textLimit()).put("unit", can.unit().name())
                .put("dialect", can.dialect()).put("repeatSafe", can.repeatSafe().toMillis()).put("typing", can.typing());
        tree.set("kinds", sorted(can.kinds()));
        write(tree.putObject("files"), can.files());
        String json = Json.write(tree);
        if (value(channel, account, Kind.CAPABILITIES, "").filter(json::equals).isEmpty()) {
            ledger.commit(Step.named("capabilities").change(put(channel, account, Kind.CAPABILITIES, "", json)).build());
        }
    }

    private static void write(ObjectNode tree, Files files) {
        tree.put("largest", files.largest()).put("caption", files.caption()).putObject("album").put("most", files.album().most())
                .put("largest", files.album().largest()).set("mimeTypes", sorted(files.album().mimeTypes()));
    }

    /** What is the same reads the same. */
    private static ArrayNode sorted(Set<String> words) {
        ArrayNode all = Json.array();
        words.stream().sorted().forEach(all::add);
        return all;
    }

    Optional<Capabilities> capabilities(String channel, String account) {
        return value(channel, account, Kind.CAPABILITIES, "").map(ChannelRows::read);
    }

    private static Capabilities read(String text) {
        JsonNode tree = Json.read(text);
        Set<String> kinds = new LinkedHashSet<>();
        tree.path("kinds").forEach(kind -> kinds.add(kind.asText()));
        return new Capabilities(tree.path("textLimit").asInt(), Capabilities.Unit.valueOf(tree.path("unit").asText()),
                tree.path("dialect").asText(), Duration.ofMillis(tree.path("repeatSafe").asLong()), kinds,
                tree.path("typing").asBoolean(), files(tree.path("files")));
    }

    /** What an earlier version wrote has none. */
    private static Files files(JsonNode tree) {
        Set<String> types = new LinkedHashSet<>();
        tree.path("album").path("mimeTypes").forEach(type -> types.add(type.asText()));
        return new Files(tree.path("largest").asLong(), tree.path("caption").asInt(),
                new Album(tree.path("album").path("most").asInt(1), tree.path("album").path("largest").asLong(), types));
    }

    private static Change put(String channel, String account, Kind kind, String name, String value) {
        return Change.of("INSERT INTO channel_memory (channel, account, kind, name, value) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (channel, account, kind, name) DO UPDATE SET value = excluded.value",
                channel, account, kind, name, value);
    }

    private Optional<String> value(String channel, String account, Kind kind, String name) {
        return ledger.one("SELECT value FROM channel_memory WHERE channel = ? AND account = ? AND kind = ? AND name = ?",
                row -> String.valueOf(row.text("value")), channel, account, kind.name(), name);
    }
}
