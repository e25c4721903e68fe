package dev.chela.core.access.internal;

import dev.chela.core.access.Pairings.Person;
import dev.chela.core.access.Pairings.Request;
import dev.chela.core.outbox.ReturnAddress;
import dev.chela.core.store.Ledger;
import dev.chela.core.store.Row;
import dev.chela.core.store.Step.Change;
import java.util.List;
import java.util.Optional;

/** The tables of people who were let in, and who ask to be. Values in, values out. */
final class PairingRows {
    private static final List<List<String>> MIGRATIONS = List.of(List.of(
            "CREATE TABLE pairing_requests (id TEXT PRIMARY KEY, code TEXT NOT NULL, channel TEXT NOT NULL, account TEXT NOT NULL,"
                    + " sender TEXT NOT NULL, name TEXT NOT NULL, address TEXT NOT NULL, created_at INTEGER NOT NULL,"
                    + " seen_at INTEGER NOT NULL, dismissed INTEGER NOT NULL DEFAULT 0, UNIQUE (channel, account, sender)) WITHOUT ROWID",
            "CREATE TABLE pairing_people (channel TEXT NOT NULL, account TEXT NOT NULL, sender TEXT NOT NULL, name TEXT NOT NULL,"
                    + " approved_at INTEGER NOT NULL, PRIMARY KEY (channel, account, sender)) WITHOUT ROWID"));

    private final Ledger ledger;

    PairingRows(Ledger ledger) {
        this.ledger = ledger;
        ledger.define("pairing", MIGRATIONS);
    }

    List<Request> pending(long since) {
        return ledger.read("SELECT * FROM pairing_requests WHERE created_at > ? AND dismissed = 0 ORDER BY created_at, id",
                PairingRows::request, since);
    }

    /** The one of a person, dismissed or not. */
    Optional<Request> of(ReturnAddress stranger, long since) {
        return ledger.one("SELECT * FROM pairing_requests WHERE channel = ? AND account = ? AND sender = ? AND created_at > ?",
                PairingRows::request, stranger.channel(), stranger.account(), stranger.sender(), since);
    }

    List<Person> people() {
        return ledger.read("SELECT * FROM pairing_people ORDER BY channel, account, approved_at, sender", row -> new Person(
                text(row, "channel"), text(row, "account"), text(row, "sender"), text(row, "name"), row.number("approved_at")));
    }

    private static Request request(Row row) {
        return new Request(text(row, "id"), text(row, "code"), text(row, "channel"), text(row, "account"), text(row, "sender"),
                text(row, "name"), ReturnAddress.read(text(row, "address")).orElseThrow(), row.number("created_at"), row.number("seen_at"));
    }

    private static String text(Row row, String column) {
        return String.valueOf(row.text(column));
    }

    static Change forgetBefore(long since) {
        return Change.of("DELETE FROM pairing_requests WHERE created_at <= ?", since);
    }

    static Change insert(Request request) {
        return Change.of("INSERT INTO pairing_requests (id, code, channel, account, sender, name, address, created_at, seen_at)"
                + " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", request.id(), request.code(), request.channel(), request.account(),
                request.sender(), request.name(), request.address().write(), request.createdAt(), request.lastSeenAt());
    }

    static Change seen(Request request, long now) {
        return Change.of("UPDATE pairing_requests SET seen_at = ? WHERE id = ?", now, request.id());
    }

    static Change dismiss(Request request) {
        return Change.one("UPDATE pairing_requests SET dismissed = 1 WHERE id = ?", request.id());
    }

    static Change end(Request request) {
        return Change.one("DELETE FROM pairing_requests WHERE id = ?", request.id());
    }

    static Change admit(Request request, long now) {
        return admit(request.channel(), request.account(), request.sender(), request.name(), now);
    }

    static Change admit(String channel, String account, String sender, long now) {
        return admit(channel, account, sender, "", now);
    }

    private static Change admit(String channel, String account, String sender, String name, long now) {
        return Change.of("INSERT INTO pairing_people (channel, account, sender, name, approved_at) VALUES (?, ?, ?, ?, ?)"
                + " ON CONFLICT (channel, account, sender) DO NOTHING", channel, account, sender, name, now);
    }

    static Change remove(String channel, String account, String sender) {
        return Change.one("DELETE FROM pairing_people WHERE channel = ? AND account = ? AND sender = ?", channel, account, sender);
    }
}
